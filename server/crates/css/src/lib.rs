//! Reading a style sheet: what a browser would not make sense of, which files it names, and the same
//! in fewer bytes.
//!
//! A browser leaves out what it can't read, and says nothing. Here that is told, with its place. What
//! properties and values mean nobody asks: browsers learn new ones.

use cssparser::{ParseError, Parser, Token};
use diagnostics::{Span, suggest};

/// A style sheet in its short form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// One after the other they are the whole.
    pub pieces: Vec<Piece>,
}

/// A part of a style sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What can be written as it is.
    Text(String),
    /// The address of a file, to be written as a string.
    Address {
        /// Its escapes resolved.
        address: String,
        /// Where it is written.
        span: Span,
    },
}

/// Something in a style sheet that a browser would leave out or refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it is.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl Sheet {
    /// The whole text; `find` says where each file is found.
    pub fn write(&self, mut find: impl FnMut(&str, &Span) -> String) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                // Within an element of HTML nothing may look like its end.
                Piece::Text(part) => text.push_str(&part.replace("</", "<\\/")),
                Piece::Address { address, span } => text.push_str(&quoted(&find(address, span))),
            }
        }
        text
    }
}

/// A string of CSS.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // What ends a line or an element.
            '\n' | '\r' | '\u{c}' | '<' => quoted.push_str(&format!("\\{:x} ", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Reads a style sheet; what is faulty stands among the faults.
pub fn read(css: &str) -> (Sheet, Vec<Fault>) {
    let mut reader = Reader {
        css,
        pieces: Vec::new(),
        text: String::new(),
        gap: Gap::None,
        faults: Vec::new(),
        closed: 0,
        unclosed: false,
        names_files: true,
    };
    reader.statements(&mut Parser::new(css), true);
    reader.flush();
    reader.faults.sort_by_key(|fault| fault.span.start);
    (Sheet { pieces: reader.pieces }, reader.faults)
}

/// The rules that begin with an at sign, as far as they are known here.
const AT_RULES: [&str; 19] = [
    "charset",
    "color-profile",
    "container",
    "counter-style",
    "font-face",
    "font-feature-values",
    "font-palette-values",
    "import",
    "keyframes",
    "layer",
    "media",
    "namespace",
    "page",
    "position-try",
    "property",
    "scope",
    "starting-style",
    "supports",
    "view-transition",
];

/// The functions whose strings are addresses.
const OF_FILES: [&str; 5] = ["url", "src", "image", "image-set", "-webkit-image-set"];

struct Reader<'a> {
    css: &'a str,
    pieces: Vec<Piece>,
    /// What follows the last piece.
    text: String,
    /// What stands before the next token.
    gap: Gap,
    faults: Vec<Fault>,
    /// Where the last bracket that closes something ends.
    closed: usize,
    /// Whether something ends only because the sheet does.
    unclosed: bool,
    /// Whether addresses are those of files: a namespace has one too, and nobody fetches it.
    names_files: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Comment,
    Space,
}

/// What is known of a statement while it is read.
#[derive(Default)]
struct Statement {
    /// The name behind an at sign.
    at_rule: Option<String>,
    /// How many tokens that mean something there were.
    tokens: usize,
    /// The word that it begins with.
    name: Option<String>,
    /// Whether that is followed by a colon.
    is_declaration: bool,
    /// The last word before, and whether a second colon came behind one: there a semicolon is missing.
    last_word: Option<(String, usize)>,
    missing: Option<(String, usize)>,
}

impl Statement {
    /// Whether it gives a property of the writer's own a value, which may be anything.
    fn is_custom(&self) -> bool {
        self.is_declaration && self.name.as_deref().is_some_and(|name| name.starts_with("--"))
    }

    fn note(&mut self, token: &Token<'_>, at: usize) {
        match token {
            Token::WhiteSpace(_) | Token::Comment(_) => return,
            Token::AtKeyword(name) if self.tokens == 0 => {
                self.at_rule = Some(name.to_ascii_lowercase());
            }
            Token::Ident(name) if self.tokens == 0 => self.name = Some(name.to_string()),
            Token::Colon if self.tokens == 1 => self.is_declaration = self.name.is_some(),
            Token::Colon if self.is_declaration && self.missing.is_none() => {
                self.missing = self.last_word.take();
            }
            _ => {}
        }
        self.last_word = match token {
            Token::Ident(name) if self.tokens > 1 => Some((name.to_string(), at)),
            _ => None,
        };
        self.tokens += 1;
    }
}

/// How a statement ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Semicolon,
    Block,
    Sheet,
}

impl<'a> Reader<'a> {
    /// Rules and declarations, up to the end of a block or of the sheet.
    fn statements(&mut self, parser: &mut Parser<'a>, is_top: bool) {
        loop {
            parser.skip_whitespace();
            self.gap = Gap::None;
            let state = parser.state();
            match parser.next() {
                Err(_) => return,
                Ok(Token::Semicolon | Token::CDO | Token::CDC) => {}
                Ok(_) => {
                    parser.reset(&state);
                    self.statement(parser, is_top);
                }
            }
        }
    }

    fn statement(&mut self, parser: &mut Parser<'a>, is_top: bool) {
        let start = parser.position().byte_index();
        let written = self.text.len();
        let mut statement = Statement::default();
        let end = loop {
            let at = parser.position().byte_index();
            let Ok(token) = parser.next_including_whitespace_and_comments() else {
                break End::Sheet;
            };
            let token = token.clone();
            if token != Token::Semicolon {
                statement.note(&token, at);
            }
            if let Some("namespace") = statement.at_rule.as_deref() {
                self.names_files = false;
            }
            match token {
                Token::Semicolon => break End::Semicolon,
                Token::CurlyBracketBlock if !statement.is_custom() => {
                    self.nested(parser, at, "{", '}', |reader, inner| {
                        reader.statements(inner, false);
                    });
                    break End::Block;
                }
                token => self.token(parser, &token, at),
            }
        };
        self.names_files = true;
        let span = start..self.css[..parser.position().byte_index()].trim_end().len();
        match statement.at_rule.as_deref() {
            // What it would say is said by whoever serves the sheet.
            Some("charset") => return self.text.truncate(written),
            Some(name) => self.check_at_rule(name, start, end),
            None => self.check(&statement, span, end, is_top),
        }
        // The last one of a block is taken back there.
        if end != End::Block {
            self.text.push(';');
        }
    }

    fn check_at_rule(&mut self, name: &str, start: usize, end: End) {
        let span = start..start + 1 + name.len();
        if name == "import" {
            let message = "one style sheet does not load another here";
            self.fault(span, message, "copy its rules into this file");
        } else if end == End::Block
            && !AT_RULES.contains(&name)
            && let Some(near) = suggest::nearest(name, AT_RULES)
        {
            let message = format!("browsers know no `@{name}`");
            self.fault(span, &message, &format!("did you mean `@{near}`?"));
        }
    }

    /// A rule or a declaration.
    fn check(&mut self, statement: &Statement, span: Span, end: End, is_top: bool) {
        match end {
            End::Block if statement.tokens == 1 => {
                self.fault(
                    span.start..span.start + 1,
                    "this block belongs to no element",
                    "write a selector before it, such as `.site-header`",
                );
            }
            End::Block => {}
            _ if !statement.is_declaration => {
                let help = match is_top {
                    true => "write a rule: a selector, and its declarations in { }",
                    false => "write it as `name: value;`",
                };
                self.fault(
                    span,
                    "browsers leave this out: it is neither rule nor declaration",
                    help,
                );
            }
            _ if is_top => {
                let help = "put it into a rule, such as `:root { … }`";
                self.fault(span, "a declaration outside of any rule", help);
            }
            _ if statement.is_custom() => {}
            _ if statement.tokens < 3 => {
                let name = statement.name.as_deref().unwrap_or_default();
                let help = format!("write `{name}: value;`, or take it out");
                self.fault(span, &format!("`{name}` has no value"), &help);
            }
            _ => {
                if let Some((name, at)) = &statement.missing {
                    let message = format!("there is no `;` before `{name}`");
                    self.fault(
                        *at..at + name.len(),
                        &message,
                        "end the declaration above with one",
                    );
                }
            }
        }
    }

    /// All that stands in brackets of any kind which hold no statements.
    fn values(&mut self, parser: &mut Parser<'a>, are_files: bool) {
        loop {
            let at = parser.position().byte_index();
            let Ok(token) = parser.next_including_whitespace_and_comments() else { return };
            match token.clone() {
                Token::QuotedString(address) if are_files && self.names_files => {
                    let span = at..parser.position().byte_index();
                    self.address(&address, span);
                }
                token => self.token(parser, &token, at),
            }
        }
    }

    fn token(&mut self, parser: &mut Parser<'a>, token: &Token<'a>, at: usize) {
        let span = at..parser.position().byte_index();
        match token {
            Token::WhiteSpace(_) => self.gap = Gap::Space,
            Token::Comment(_) => self.gap = self.gap_with_comment(),
            Token::UnquotedUrl(address) if self.names_files => {
                self.put("url(");
                self.address(address, span);
                self.text.push(')');
            }
            Token::Function(name) => {
                let are_files = OF_FILES.iter().any(|known| name.eq_ignore_ascii_case(known));
                self.nested(parser, at, &self.css[span], ')', |reader, inner| {
                    reader.values(inner, are_files);
                });
            }
            Token::ParenthesisBlock => self.nested(parser, at, "(", ')', |reader, inner| {
                reader.values(inner, false);
            }),
            Token::SquareBracketBlock => self.nested(parser, at, "[", ']', |reader, inner| {
                reader.values(inner, false);
            }),
            Token::CurlyBracketBlock => self.nested(parser, at, "{", '}', |reader, inner| {
                reader.values(inner, false);
            }),
            Token::BadString(_) => {
                let line = self.css[span.clone()].lines().next().unwrap_or_default().len();
                self.fault(
                    at..at + line,
                    "this string does not end on its line",
                    "close it with a quote",
                );
            }
            Token::BadUrl(_) => {
                let help = "put it in quotes: url(\"…\")";
                self.fault(span, "this is no address that browsers read", help);
            }
            Token::CloseParenthesis | Token::CloseSquareBracket | Token::CloseCurlyBracket => {
                let help = "take it out, or open the bracket before";
                self.fault(span, "there is nothing that this closes", help);
            }
            _ => self.put(&self.css[span]),
        }
    }

    /// Brackets and what is in them.
    fn nested(
        &mut self,
        parser: &mut Parser<'a>,
        at: usize,
        open: &str,
        close: char,
        read: impl FnOnce(&mut Self, &mut Parser<'a>),
    ) {
        self.put(open);
        self.gap = Gap::None;
        let read = parser.parse_nested_block(|inner| {
            read(self, inner);
            Ok::<(), ParseError<()>>(())
        });
        self.gap = Gap::None;
        let place = at..at + open.len();
        let end = parser.position().byte_index();
        if read.is_err() {
            self.fault(place, "brackets lie too deep in each other", "take some of them out");
        } else if (end <= self.closed || !self.css[..end].ends_with(close)) && !self.unclosed {
            self.unclosed = true;
            let help = format!("write `{close}` where it ends");
            self.fault(place, &format!("what begins with `{open}` does not end"), &help);
        }
        self.closed = self.closed.max(end);
        if close == '}' && self.text.ends_with(';') {
            self.text.pop();
        }
        self.text.push(close);
    }

    /// A gap, and a comment in it.
    fn gap_with_comment(&self) -> Gap {
        if self.gap == Gap::Space { Gap::Space } else { Gap::Comment }
    }

    /// Writes a token, and before it what keeps it apart from the one before.
    fn put(&mut self, token: &str) {
        const APART: [char; 4] = ['{', '}', ';', ','];
        let before = match self.text.chars().next_back() {
            // At the start of all, or behind an address.
            None => self.pieces.is_empty(),
            Some(last) => APART.contains(&last) || matches!(last, '(' | '['),
        };
        if !before && !token.starts_with(APART) {
            match self.gap {
                Gap::None => {}
                Gap::Comment => self.text.push_str("/**/"),
                Gap::Space => self.text.push(' '),
            }
        }
        self.gap = Gap::None;
        self.text.push_str(token);
    }

    fn address(&mut self, address: &str, span: Span) {
        self.put("");
        self.flush();
        self.pieces.push(Piece::Address { address: address.to_owned(), span });
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.pieces.push(Piece::Text(std::mem::take(&mut self.text)));
        }
    }

    fn fault(&mut self, span: Span, message: &str, help: &str) {
        self.faults.push(Fault { span, message: message.to_owned(), help: help.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(css: &str) -> String {
        let (sheet, faults) = read(css);
        assert_eq!(faults, [], "{css}");
        sheet.write(|address, _| format!("/x/{address}"))
    }

    #[test]
    fn what_means_nothing_is_left_out_and_what_means_something_stays() {
        for (css, expected) in [
            (
                " a , b > c { color : red ; top: 0; } \n\n/* x */ d{}",
                "a,b > c{color : red;top: 0}d{}",
            ),
            ("a{b:c/* d */e;f:1/**/px}", "a{b:c/**/e;f:1/**/px}"),
            ("@charset \"utf-8\"; a{}", "a{}"),
            (
                "@layer x , y ; @media (width >= 60rem) and print { a { b: c } }",
                "@layer x,y;@media (width >= 60rem) and print{a{b: c}}",
            ),
            ("a { &:hover { b: c } d: e; > f { g: h } }", "a{&:hover{b: c}d: e;> f{g: h}}"),
            (":root{--x: { a: b };--y:;--z: 1 : 2}", ":root{--x:{a: b};--y:;--z: 1 : 2}"),
            ("a{b:calc( 1px + ( 2px * 3 ) )}", "a{b:calc(1px + (2px * 3))}"),
            ("a::before{content:\"</style>  x\"}", "a::before{content:\"<\\/style>  x\"}"),
            ("a{b:url( f/x.png )}", "a{b:url(\"/x/f/x.png\")}"),
            ("a{b:url('f/\\\"x.png') no-repeat}", "a{b:url(\"/x/f/\\\"x.png\") no-repeat}"),
            (
                "a{b:image-set('1.png' 1x,\"2.png\" 2x)}",
                "a{b:image-set(\"/x/1.png\" 1x,\"/x/2.png\" 2x)}",
            ),
            (
                "@namespace svg url(http://www.w3.org/2000/svg);a{}",
                "@namespace svg url(http://www.w3.org/2000/svg);a{}",
            ),
            ("@keyframes x { from { a: b } 50% { a: c } }", "@keyframes x{from{a: b}50%{a: c}}"),
            ("a:is( b , c )::before{d:e!important}", "a:is(b,c)::before{d:e!important}"),
        ] {
            assert_eq!(short(css), expected, "{css}");
            assert_eq!(short(expected).replace("/x//x/", "/x/"), expected, "{css} again");
        }
    }

    #[test]
    fn what_a_browser_would_leave_out_is_told_at_its_place() {
        for (css, place, message) in [
            ("a { color red }", "color red", "neither rule nor declaration"),
            ("a { color: red\n  top: 0; }", "top", "no `;` before `top`"),
            ("a { color:; }", "color:;", "`color` has no value"),
            ("a { b: c", "{", "does not end"),
            ("a { b: c(d; } e { f: g }", "c(", "does not end"),
            ("a { b: 'c\n; }", "'c", "does not end on its line"),
            ("a { b: url(c d) }", "url(c d)", "no address"),
            ("a { } }", "}", "nothing that this closes"),
            ("color: red;", "color: red;", "outside of any rule"),
            ("@import url(\"x.css\");", "@import", "does not load another"),
            ("@meda print { a { b: c } }", "@meda", "know no `@meda`"),
            ("{ a: b }", "{", "belongs to no element"),
        ] {
            let faults = read(css).1;
            let told: Vec<(&str, &str)> =
                faults.iter().map(|fault| (&css[fault.span.clone()], &*fault.message)).collect();
            assert!(
                told.iter().any(|(at, said)| *at == place && said.contains(message)),
                "{css}: {told:?}"
            );
        }
        let deep = "a{b:".to_owned() + &"(".repeat(100_000);
        assert!(read(&deep).1.iter().any(|fault| fault.message.contains("too deep")));
    }
}
