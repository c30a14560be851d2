//! Walks through the tokens of a style sheet, and writes them in fewer bytes.

use cssparser::{ParseError, Parser, Token};
use diagnostics::Span;

use crate::{
    Piece, Sheet, StyleFault,
    statement::{End, Statement},
};

/// The functions whose strings are addresses.
const OF_FILES: [&str; 5] = ["url", "src", "image", "image-set", "-webkit-image-set"];

pub(super) struct Reader<'a> {
    css: &'a str,
    pieces: Vec<Piece>,
    /// What follows the last piece.
    text: String,
    /// What stands before the next token.
    gap: Gap,
    faults: Vec<StyleFault>,
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

impl<'a> Reader<'a> {
    pub(super) fn new(css: &'a str) -> Self {
        Self {
            css,
            pieces: Vec::new(),
            text: String::new(),
            gap: Gap::None,
            faults: Vec::new(),
            closed: 0,
            unclosed: false,
            names_files: true,
        }
    }

    /// The sheet, and its faults in the order of their places.
    pub(super) fn read(mut self) -> (Sheet, Vec<StyleFault>) {
        self.statements(&mut Parser::new(self.css), true);
        self.flush();
        self.faults.sort_by_key(|fault| fault.span.start);
        (Sheet { pieces: self.pieces }, self.faults)
    }

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
            if statement.is_at("namespace") {
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
        // What it would say is said by whoever serves the sheet.
        if statement.is_at("charset") {
            return self.text.truncate(written);
        }
        self.faults.extend(statement.fault(span, end, is_top));
        // The last one of a block is taken back there.
        if end != End::Block {
            self.text.push(';');
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
        self.faults.push(StyleFault::new(span, message, help));
    }
}
