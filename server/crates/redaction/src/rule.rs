//! What is looked for.

/// A kind of thing that must not get out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A private key, as PEM and others write it.
    PrivateKey,
    /// A token of a known service, by its shape.
    Token,
    /// A JSON Web Token.
    Jwt,
    /// A header of HTTP that lets somebody in: `Authorization`, `Cookie`, `Set-Cookie`, an API key.
    Header,
    /// A connection string with a password.
    ConnectionString,
    /// A value that looks like chance, under a name that says that it is secret.
    Secret,
    /// An address of a private network.
    PrivateAddress,
    /// The name of a host that only an internal network knows.
    InternalHost,
    /// The name of a customer.
    Customer,
    /// The e-mail address of a person.
    Email,
    /// A phone number.
    Phone,
}

impl Rule {
    /// All of them. Where two find the same, the first one is told.
    pub const ALL: [Self; 11] = [
        Self::PrivateKey,
        Self::Token,
        Self::Jwt,
        Self::Header,
        Self::ConnectionString,
        Self::Secret,
        Self::PrivateAddress,
        Self::InternalHost,
        Self::Customer,
        Self::Email,
        Self::Phone,
    ];

    /// What writers call it.
    pub fn key(self) -> &'static str {
        match self {
            Self::PrivateKey => "private-key",
            Self::Token => "token",
            Self::Jwt => "jwt",
            Self::Header => "header",
            Self::ConnectionString => "connection-string",
            Self::Secret => "secret",
            Self::PrivateAddress => "private-address",
            Self::InternalHost => "internal-host",
            Self::Customer => "customer",
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }

    /// The rule that writers call so.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.key() == key)
    }

    /// Whether it is about something that lets somebody in.
    pub fn is_secret(self) -> bool {
        self <= Self::Secret
    }
}
