//! What a diagram shows, a sentence each: steps from one thing to the next, or values.

use ::words::{Message, Words};
use merman::{
    RenderSemanticModel as Model,
    diagrams::{
        block::BlockDiagramRenderModel,
        c4::C4DiagramRenderModel,
        er::ErDiagramRenderModel,
        flowchart::FlowchartModel,
        gantt::{GanttDiagramRenderModel, GanttTaskStartConstraint as Start},
        sequence::{
            SequenceControlKind, SequenceControlRole as Role, SequenceDiagramRenderModel,
            SequenceMessageKind,
        },
        state::StateDiagramRenderModel,
    },
    entities::decode_mermaid_entities_to_unicode,
};

/// A step: from what, to what, and what stands at the arrow.
type Step<'a> = (String, String, Option<&'a str>);

/// The sentences of a diagram in its order; none of a kind that is told by its texts alone.
pub(super) fn sentences(model: &Model, words: &Words) -> Vec<String> {
    relations(model, words).unwrap_or_else(|| match model {
        Model::Sequence(model) => conversation(model, words),
        Model::Gantt(model) => schedule(model, words),
        Model::Pie(model) => {
            let slices = model.sections.iter();
            slices.map(|slice| format!("{}: {}", plain(&slice.label), slice.value)).collect()
        }
        Model::XyChart(model) => {
            let nothing = words.say(Message::DiagramNothing);
            let plots = model.plots.iter().flat_map(|plot| &plot.data);
            plots
                .map(|(label, value)| match value {
                    Some(value) => format!("{}: {value}", plain(label)),
                    None => format!("{}: {nothing}", plain(label)),
                })
                .collect()
        }
        Model::QuadrantChart(model) => {
            let points = model.points.iter();
            points
                .map(|point| format!("{}: {}, {}", plain(&point.text), point.x, point.y))
                .collect()
        }
        _ => Vec::new(),
    })
}

/// The steps of a diagram that shows how things are related; `None` of one that shows something else.
fn relations(model: &Model, words: &Words) -> Option<Vec<String>> {
    Some(match model {
        Model::Flowchart(model) => steps(
            words,
            model.edges.iter().map(|edge| {
                (node(model, &edge.from), node(model, &edge.to), edge.label.as_deref())
            }),
        ),
        Model::State(model) => steps(
            words,
            model.edges.iter().map(|edge| {
                let [from, to] = [&edge.start, &edge.end].map(|id| state(model, id, words));
                (from, to, Some(&*edge.label))
            }),
        ),
        Model::Class(model) => steps(
            words,
            model.relations.iter().map(|edge| {
                let name =
                    |id: &str| named(id, model.classes.get(id).map_or("", |class| &class.label));
                (name(&edge.id1), name(&edge.id2), Some(&*edge.title))
            }),
        ),
        Model::Er(model) => steps(
            words,
            model.relationships.iter().map(|edge| {
                (entity(model, &edge.entity_a), entity(model, &edge.entity_b), Some(&*edge.role_a))
            }),
        ),
        Model::Requirement(model) => steps(
            words,
            model
                .relationships
                .iter()
                .map(|edge| (plain(&edge.src), plain(&edge.dst), Some(&*edge.rel_type))),
        ),
        Model::C4(model) => steps(
            words,
            model.rels.iter().map(|edge| {
                let [from, to] =
                    [&edge.from_alias, &edge.to_alias].map(|alias| shape(model, alias));
                (from, to, Some(edge.label.as_str()))
            }),
        ),
        Model::Block(model) => steps(
            words,
            model.edges.iter().map(|edge| {
                (block(model, &edge.start), block(model, &edge.end), Some(&*edge.label))
            }),
        ),
        Model::Sankey(model) => {
            let links = model.graph.links.iter();
            let flow = |from: &str, to: &str, value: String| {
                step((plain(from), plain(to), Some(&value)), words)
            };
            links.map(|link| flow(&link.source, &link.target, link.value.to_string())).collect()
        }
        _ => return None,
    })
}

fn node(model: &FlowchartModel, id: &str) -> String {
    let node = model.nodes.iter().find(|node| node.id == id);
    let group = model.subgraphs.iter().find(|group| group.id == id);
    let label = node.and_then(|node| node.label.as_deref());
    let label = group.map(|group| &group.title[..]).or(label).unwrap_or_default();
    match node.and_then(|node| node.label_type.as_deref()) {
        Some("markdown") => named(id, &label.replace(['*', '`'], "")),
        _ => named(id, label),
    }
}

fn state(model: &StateDiagramRenderModel, id: &str, words: &Words) -> String {
    match id {
        id if id.ends_with("_start") => words.say(Message::DiagramStart).to_owned(),
        id if id.ends_with("_end") => words.say(Message::DiagramEnd).to_owned(),
        id => {
            let node = model.nodes.iter().find(|node| node.id == id);
            let label = node.and_then(|node| node.label.as_ref()?.as_str());
            named(id, label.unwrap_or_default())
        }
    }
}

fn entity(model: &ErDiagramRenderModel, id: &str) -> String {
    let of_id = |id: &str| model.entities.values().find(|entity| entity.id == id);
    match model.entities.get(id).or_else(|| of_id(id)) {
        Some(entity) if entity.alias.is_empty() => named(id, &entity.label),
        Some(entity) => plain(&entity.alias),
        None => plain(id),
    }
}

fn shape(model: &C4DiagramRenderModel, alias: &str) -> String {
    let shape = model.shapes.iter().find(|shape| shape.alias == alias);
    named(alias, shape.map_or("", |shape| shape.label.as_str()))
}

fn block(model: &BlockDiagramRenderModel, id: &str) -> String {
    let block = model.blocks_flat.iter().find(|block| block.id == id);
    named(id, block.map_or("", |block| &block.label))
}

/// Tasks in their order, each with its beginning and its end.
fn schedule(model: &GanttDiagramRenderModel, words: &Words) -> Vec<String> {
    let name = |id: &String| {
        let task = model.tasks.iter().find(|task| task.id == *id);
        plain(task.map_or(id, |task| &task.task))
    };
    let after = |tasks: &[String]| {
        let names = tasks.iter().map(name).reduce(|first, second| {
            words.fill(Message::DiagramAnd, &[("first", &*first), ("second", &second)])
        });
        words.fill(Message::DiagramAfter, &[("names", &*names.unwrap_or_default())])
    };
    let tasks = model.tasks.iter().map(|task| {
        let start = match &task.start_constraint {
            Start::Fixed { value } => format!(", {value}"),
            Start::After { dependency_ids } => format!(", {}", after(dependency_ids)),
            Start::PreviousTaskEnd { .. } => String::new(),
        };
        format!("{}{start}, {}", plain(&task.task), task.raw.end_time.data)
    });
    tasks.collect()
}

/// Messages, notes and blocks in their order.
fn conversation(model: &SequenceDiagramRenderModel, words: &Words) -> Vec<String> {
    let name = |id: &Option<String>| {
        let id = id.as_deref().unwrap_or_default();
        named(id, model.actors.get(id).map_or("", |actor| &actor.description))
    };
    let told = model.messages.iter().filter_map(|message| {
        let text = plain(message.message_text());
        let with_text = |word: &str| match text.is_empty() {
            true => word.to_owned(),
            false => format!("{word} {text}"),
        };
        Some(match message.semantic_kind() {
            SequenceMessageKind::Signal => {
                step((name(&message.from), name(&message.to), Some(&text)), words)
            }
            SequenceMessageKind::Note => words.fill(Message::DiagramNote, &[("text", &text)]),
            SequenceMessageKind::Control => {
                let control = message.control_semantics()?;
                if control.kind == SequenceControlKind::Rect {
                    return None;
                }
                match control.role {
                    Role::Start => with_text(&control.kind.keyword().replace('_', " ")),
                    Role::Separator => with_text(control.kind.separator_keyword()?),
                    Role::End => {
                        let block = control.kind.keyword().replace('_', " ");
                        words.fill(Message::DiagramEndOf, &[("block", &block)])
                    }
                }
            }
            _ => return None,
        })
    });
    told.collect()
}

fn steps<'a>(words: &Words, steps: impl Iterator<Item = Step<'a>>) -> Vec<String> {
    steps.map(|one| step(one, words)).collect()
}

fn step((from, to, label): Step<'_>, words: &Words) -> String {
    let ends = [("from", &*from), ("to", &to)];
    match label.map(plain).filter(|label| !label.is_empty()) {
        Some(label) => {
            let values = [ends[0], ends[1], ("label", &label)];
            words.fill(Message::DiagramStepLabel, &values)
        }
        None => words.fill(Message::DiagramStep, &ends),
    }
}

fn named(id: &str, label: &str) -> String {
    Some(plain(label)).filter(|label| !label.is_empty()).unwrap_or_else(|| plain(id))
}

/// A label on one line, without the marks that break it or make it bold.
fn plain(label: &str) -> String {
    let label = decode_mermaid_entities_to_unicode(label);
    let breaks = ["<br>", "<br/>", "<br />", "\\n"];
    let label = breaks.iter().fold(label.into_owned(), |label, mark| label.replace(mark, " "));
    label.split_whitespace().collect::<Vec<_>>().join(" ")
}
