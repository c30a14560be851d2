//! Blocks in the events of the parser: each is a quotation there, known by its place.

use diagnostics::Span;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::{
    block::{Block, Blocks},
    hidden::Hidden,
    marks::{BlockMark, Opened, closed_by},
};
use crate::events::Located;

/// What the rules in a text stand for.
#[derive(Default)]
pub(crate) struct Gathered<'a> {
    pub(crate) events: Vec<Located<'a>>,
    pub(crate) blocks: Blocks,
    /// The lines that begin blocks which nothing ends.
    pub(crate) unended: Vec<Span>,
}

/// Puts blocks in the place of the rules that stand for them, in a text that begins at a place of its
/// file.
pub(crate) fn gather<'a>(events: Vec<Located<'a>>, hidden: &Hidden, start: usize) -> Gathered<'a> {
    if hidden.marks.is_empty() {
        return Gathered { events, ..Gathered::default() };
    }
    let gathered = Gathered { events: Vec::with_capacity(events.len()), ..Gathered::default() };
    let mut gatherer = Gatherer { gathered, open: Vec::new(), hidden, start };
    let mut events = events.into_iter().peekable();
    while let Some((event, span)) = events.next() {
        if event == Event::Start(Tag::Item)
            && let Some(block) = gatherer.item(&span)
        {
            events.next_if(|(event, _)| *event == Event::Rule);
            gatherer.begin_item(block, span);
            continue;
        }
        gatherer.event(event, span);
    }
    gatherer.end_unended();
    gatherer.gathered
}

/// What is open.
#[derive(Clone, Copy)]
enum OpenBlock {
    /// Something of the parser's.
    Element,
    /// A block, and whether a paragraph is open in it that the parser left out.
    Block(By, bool),
}

/// What begins and ends a block.
#[derive(Clone, Copy)]
enum By {
    /// So many colons, in this place of the file.
    Colons(usize, usize),
    /// An item of a list.
    Item,
}

impl OpenBlock {
    fn is_of_colons(&self) -> bool {
        matches!(self, Self::Block(By::Colons(..), _))
    }
}

impl From<OpenBlock> for Opened {
    fn from(open: OpenBlock) -> Self {
        match open {
            OpenBlock::Block(By::Colons(colons, _), _) => Self(colons),
            // No line of colons ends it.
            OpenBlock::Element | OpenBlock::Block(By::Item, _) => Self(usize::MAX),
        }
    }
}

struct Gatherer<'a, 'h> {
    gathered: Gathered<'a>,
    open: Vec<OpenBlock>,
    hidden: &'h Hidden,
    start: usize,
}

impl<'a> Gatherer<'a, '_> {
    fn mark(&self, at: usize) -> Option<&BlockMark> {
        let marked = self.hidden.marks.get(&at.checked_sub(self.start)?)?;
        Some(&marked.mark)
    }

    /// The block that an item of a list stands for.
    fn item(&self, item: &Span) -> Option<Block> {
        match self.mark(item.start)? {
            BlockMark::Item(block) => Some(block.moved(self.start)),
            _ => None,
        }
    }

    fn event(&mut self, event: Event<'a>, span: Span) {
        self.paragraph(&event, &span);
        match &event {
            Event::Rule => match self.mark(span.start).cloned() {
                Some(BlockMark::Begin(colons, block)) => {
                    self.open.push(OpenBlock::Block(By::Colons(colons, span.start), false));
                    self.begin(block.moved(self.start), span);
                }
                Some(BlockMark::End(colons)) => self.end_colons(colons, &span),
                Some(BlockMark::Quote(block)) => self.quote(block.moved(self.start)),
                _ => self.gathered.events.push((event, span)),
            },
            Event::Start(_) => {
                self.open.push(OpenBlock::Element);
                self.gathered.events.push((event, span));
            }
            Event::End(end) => {
                while matches!(self.open.last(), Some(open) if open.is_of_colons()) {
                    self.end_unended_block(&span);
                }
                match self.open.pop() {
                    Some(OpenBlock::Block(..)) => self.end_item(span),
                    _ if self.is_empty_list(*end) => {
                        self.gathered.events.pop();
                    }
                    _ => self.gathered.events.push((event, span)),
                }
            }
            _ => self.gathered.events.push((event, span)),
        }
    }

    fn begin(&mut self, block: Block, span: Span) {
        self.gathered.blocks.insert(span.start, block);
        self.gathered.events.push((Event::Start(Tag::BlockQuote(None)), span));
    }

    fn end(&mut self, span: Span) {
        self.gathered.events.push((Event::End(TagEnd::BlockQuote(None)), span));
    }

    /// Ends a block, and those in it that nothing ended.
    fn end_colons(&mut self, colons: usize, span: &Span) {
        let from = self.open.iter().rposition(|open| !open.is_of_colons());
        let from = from.map_or(0, |at| at + 1);
        // A block that began further out has ended with what it stands in.
        let Some(at) = closed_by(&self.open[from..], colons) else { return };
        while self.open.len() > from + at + 1 {
            self.end_unended_block(span);
        }
        self.open.pop();
        self.end(span.clone());
    }

    fn end_unended_block(&mut self, span: &Span) {
        if let Some(OpenBlock::Block(By::Colons(_, start), _)) = self.open.pop() {
            let line = self.hidden.marks.get(&(start - self.start)).map(|marked| &marked.line);
            let line = line.map(|line| line.start + self.start..line.end + self.start);
            self.gathered.unended.extend(line);
            self.end(span.clone());
        }
    }

    fn end_unended(&mut self) {
        let end = self.gathered.events.last().map_or(self.start, |(_, span)| span.end);
        while !self.open.is_empty() {
            self.end_unended_block(&(end..end));
        }
    }

    /// The quotation that has just begun is a block.
    fn quote(&mut self, block: Block) {
        if let Some((Event::Start(Tag::BlockQuote(None)), span)) = self.gathered.events.last() {
            self.gathered.blocks.insert(span.start, block);
        }
    }

    /// The item that begins is none: the list around it ends before it.
    fn begin_item(&mut self, block: Block, span: Span) {
        match self.gathered.events.last() {
            Some((Event::Start(Tag::List(_)), _)) => {
                self.gathered.events.pop();
            }
            _ => {
                let list = (Event::End(TagEnd::List(false)), span.clone());
                self.gathered.events.push(list);
            }
        }
        self.open.push(OpenBlock::Block(By::Item, false));
        self.begin(block, span);
    }

    /// The list goes on, perhaps without another item.
    fn end_item(&mut self, span: Span) {
        self.end(span.clone());
        self.gathered.events.push((Event::Start(Tag::List(None)), span));
    }

    fn is_empty_list(&self, end: TagEnd) -> bool {
        let last = self.gathered.events.last().map(|(event, _)| event);
        matches!(end, TagEnd::List(_)) && matches!(last, Some(Event::Start(Tag::List(_))))
    }

    /// In a list without empty lines the parser has no paragraphs, and a block has.
    fn paragraph(&mut self, event: &Event<'_>, span: &Span) {
        let Some(OpenBlock::Block(_, in_paragraph)) = self.open.last_mut() else { return };
        if *in_paragraph == is_inline(event) {
            return;
        }
        *in_paragraph = !*in_paragraph;
        let edge = match *in_paragraph {
            true => Event::Start(Tag::Paragraph),
            false => Event::End(TagEnd::Paragraph),
        };
        self.gathered.events.push((edge, span.clone()));
    }
}

/// Whether something can only stand in a paragraph.
fn is_inline(event: &Event<'_>) -> bool {
    let tag = |tag| {
        matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
        )
    };
    match event {
        Event::Start(start) => tag(start.to_end()),
        Event::End(end) => tag(*end),
        Event::Rule | Event::Html(_) => false,
        _ => true,
    }
}
