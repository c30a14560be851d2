//! What everybody writes where something is made up.

/// Parts of a value that nobody uses.
const PLACEHOLDERS: [&str; 32] = [
    "example",
    "placeholder",
    "changeme",
    "change_me",
    "change-me",
    "redacted",
    "dummy",
    "sample",
    "your",
    "xxxx",
    "00000",
    "12345",
    "abcde",
    "aaaaa",
    "****",
    "....",
    "……",
    "deadbeef",
    "cafebabe",
    "foobar",
    "insert",
    "replace",
    "notreal",
    "not-real",
    "invalid",
    "fixme",
    "todo",
    "secret_here",
    "token_here",
    "lorem",
    "fake",
    "testtest",
];

/// Passwords that everybody knows, in lower case.
const PASSWORDS: [&str; 48] = [
    "",
    "password",
    "passwd",
    "pass",
    "pwd",
    "pw",
    "p",
    "secret",
    "s3cret",
    "s3cr3t",
    "mysecret",
    "mysecretpassword",
    "my-secret-pw",
    "supersecret",
    "topsecret",
    "letmein",
    "hunter2",
    "admin",
    "root",
    "guest",
    "user",
    "test",
    "test123",
    "testing",
    "postgres",
    "mysql",
    "mariadb",
    "redis",
    "mongo",
    "rabbitmq",
    "minio",
    "minioadmin",
    "dev",
    "demo",
    "local",
    "example",
    "foo",
    "bar",
    "baz",
    "abc",
    "abc123",
    "123",
    "qwerty",
    "token",
    "api_key",
    "apikey",
    "key",
    "value",
];

/// Names of hosts that stand for any.
const HOSTS: [&str; 26] = [
    "example",
    "test",
    "invalid",
    "localhost",
    "foo",
    "bar",
    "baz",
    "qux",
    "acme",
    "domain",
    "company",
    "mycompany",
    "yourcompany",
    "mydomain",
    "yourdomain",
    "host",
    "hostname",
    "server",
    "myhost",
    "my-host",
    "email",
    "corp",
    "site",
    "yoursite",
    "mysite",
    "widget",
];

/// The beginning of a value that something else is put in the place of.
const FILLED: [char; 7] = ['$', '<', '{', '%', '*', '[', '…'];

/// Whether a value says of itself that it is none. What stands in a long one by chance does not count.
pub(crate) fn is_placeholder(value: &str) -> bool {
    let small = value.to_ascii_lowercase();
    let most = if value.len() > 100 { 6 } else { 0 };
    PLACEHOLDERS.iter().any(|part| part.len() > most && small.contains(part))
}

/// Whether something else is meant to stand here.
pub(crate) fn is_filled_in(value: &str) -> bool {
    value.starts_with(FILLED) || value.contains("${") || value.contains("{{")
}

/// Whether a password is none that somebody chose.
pub(crate) fn is_known_password(password: &str) -> bool {
    let small = password.to_ascii_lowercase();
    let all_same = small.bytes().all(|byte| Some(byte) == small.bytes().next());
    let stem = small.trim_end_matches(|c: char| c.is_ascii_digit() || c == '!');
    let parts = |word: &str| word.split(['_', '-', '.']).any(|part| PASSWORDS[1..].contains(&part));
    is_filled_in(password)
        || all_same
        || PASSWORDS.contains(&stem)
        || parts(&small)
        || is_placeholder(password)
}

/// Whether the name of a host is one of documents: RFC 2606, RFC 6761, and what stands for any.
pub(crate) fn is_host(host: &str) -> bool {
    let small = host.trim_end_matches('.').to_ascii_lowercase();
    let labels: Vec<&str> = small.split('.').collect();
    if labels.iter().any(|label| label.contains("example")) {
        return true;
    }
    let is_reserved = |label: &&str| ["test", "invalid", "localhost"].contains(label);
    let of_any = match labels[..] {
        [.., name, _] => HOSTS.contains(&name),
        _ => false,
    };
    labels.last().is_some_and(is_reserved) || of_any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_documents_are_known() {
        for (host, expected) in [
            ("example.com", true),
            ("mail.example.org", true),
            ("db.test", true),
            ("foo.com", true),
            ("acme.com", true),
            ("shop.acme-payments.com", false),
            ("db1.prod.internal", false),
        ] {
            assert_eq!(is_host(host), expected, "{host}");
        }
    }

    #[test]
    fn passwords_that_everybody_knows_are_no_secrets() {
        for (password, expected) in [
            ("postgres", true),
            ("Passw0rd", false),
            ("password123", true),
            ("my_secret", true),
            ("${DB_PASSWORD}", true),
            ("<password>", true),
            ("***", true),
            ("vR7-kq2Lw9", false),
        ] {
            assert_eq!(is_known_password(password), expected, "{password}");
        }
    }
}
