//! What a diagram shows, in words.

use std::collections::BTreeSet;

use ::words::{Message, Words};
use merman::{
    RenderSemanticModel as Model,
    diagrams::{
        gantt::GanttTaskStartConstraint as Start,
        sequence::{
            SequenceControlKind, SequenceControlRole as Role, SequenceDiagramRenderModel,
            SequenceMessageKind,
        },
    },
    entities::decode_mermaid_entities_to_unicode,
};

/// How much of what is in a diagram is told, in bytes.
const TOLD: usize = 4_000;

/// What to call a diagram.
pub(super) fn kind(model: &Model) -> Message {
    match model {
        Model::Flowchart(_) => Message::DiagramFlowchart,
        Model::Sequence(_) | Model::Zenuml(_) => Message::DiagramSequence,
        Model::Class(_) => Message::DiagramClass,
        Model::State(_) => Message::DiagramState,
        Model::Er(_) => Message::DiagramEr,
        Model::Pie(_) => Message::DiagramPie,
        Model::Gantt(_) => Message::DiagramGantt,
        Model::Journey(_) => Message::DiagramJourney,
        Model::Timeline(_) => Message::Timeline,
        Model::Mindmap(_) => Message::DiagramMindmap,
        Model::GitGraph(_) => Message::DiagramGit,
        Model::QuadrantChart(_) => Message::DiagramQuadrant,
        Model::XyChart(_) => Message::DiagramChart,
        Model::Sankey(_) => Message::DiagramSankey,
        Model::Requirement(_) => Message::DiagramRequirement,
        Model::C4(_) => Message::DiagramC4,
        Model::Block(_) => Message::DiagramBlock,
        Model::Packet(_) => Message::DiagramPacket,
        Model::Kanban(_) => Message::DiagramKanban,
        Model::Architecture(_) => Message::DiagramArchitecture,
        Model::Radar(_) => Message::DiagramRadar,
        Model::Treemap(_) => Message::DiagramTreemap,
        Model::TreeView(_) => Message::DiagramTree,
        _ => Message::Diagram,
    }
}

/// What is in a diagram: the steps from one thing to the next or the values, and then every text
/// in the picture that is no part of those.
pub(super) fn description(model: &Model, texts: &[String], words: &Words) -> String {
    let mut told = sentences(model, words);
    let mut said = told.join("\n");
    for text in texts {
        // Conditions stand in brackets in the picture, and messages may be numbered.
        let bare = text.trim_start_matches('[').trim_end_matches(']');
        let is_number = matches!(model, Model::Sequence(_)) && bare.parse::<f64>().is_ok();
        if !is_number && !said.contains(bare) {
            said.push_str(&format!("\n{bare}"));
            told.push(bare.to_owned());
        }
    }
    let mut text = format!("{}. ", words.say(kind(model)));
    for (at, part) in told.iter().enumerate() {
        let separator = if at == 0 { "" } else { "; " };
        if text.len() + part.len() > TOLD {
            text.push_str(separator);
            text.push_str(&words.count(Message::DiagramMore, told.len() - at, &[]));
            break;
        }
        text.push_str(separator);
        text.push_str(part);
    }
    text.push('.');
    text
}

fn sentences(model: &Model, words: &Words) -> Vec<String> {
    let step = |from: String, to: String, label: Option<&str>| step(from, to, label, words);
    let say = |message| words.say(message).to_owned();
    match model {
        Model::Flowchart(model) => {
            let name = |id: &str| {
                let node = model.nodes.iter().find(|node| node.id == id);
                let group = model.subgraphs.iter().find(|group| group.id == id);
                let label = node.and_then(|node| node.label.as_deref());
                let label = group.map(|group| &group.title[..]).or(label).unwrap_or_default();
                let kind = node.and_then(|node| node.label_type.as_deref());
                match kind {
                    Some("markdown") => named(id, &label.replace(['*', '`'], "")),
                    _ => named(id, label),
                }
            };
            let edges = model.edges.iter();
            edges
                .map(|edge| step(name(&edge.from), name(&edge.to), edge.label.as_deref()))
                .collect()
        }
        Model::State(model) => {
            let name = |id: &str| match id {
                id if id.ends_with("_start") => say(Message::DiagramStart),
                id if id.ends_with("_end") => say(Message::DiagramEnd),
                id => {
                    let node = model.nodes.iter().find(|node| node.id == id);
                    let label = node.and_then(|node| node.label.as_ref()?.as_str());
                    named(id, label.unwrap_or_default())
                }
            };
            let edges = model.edges.iter();
            edges.map(|edge| step(name(&edge.start), name(&edge.end), Some(&edge.label))).collect()
        }
        Model::Class(model) => {
            let name = |id: &str| named(id, model.classes.get(id).map_or("", |class| &class.label));
            let relations = model.relations.iter();
            relations
                .map(|edge| step(name(&edge.id1), name(&edge.id2), Some(&edge.title)))
                .collect()
        }
        Model::Er(model) => {
            let entity = |id: &str| model.entities.values().find(|entity| entity.id == id);
            let name = |id: &str| {
                let entity = model.entities.get(id).or_else(|| entity(id));
                entity.map_or_else(
                    || plain(id),
                    |entity| match entity.alias.is_empty() {
                        true => named(id, &entity.label),
                        false => plain(&entity.alias),
                    },
                )
            };
            let edges = model.relationships.iter();
            edges
                .map(|edge| step(name(&edge.entity_a), name(&edge.entity_b), Some(&edge.role_a)))
                .collect()
        }
        Model::Requirement(model) => {
            let edges = model.relationships.iter();
            edges
                .map(|edge| step(plain(&edge.src), plain(&edge.dst), Some(&edge.rel_type)))
                .collect()
        }
        Model::C4(model) => {
            let name = |alias: &str| {
                let shape = model.shapes.iter().find(|shape| shape.alias == alias);
                named(alias, shape.map_or("", |shape| shape.label.as_str()))
            };
            let edges = model.rels.iter();
            edges
                .map(|edge| {
                    let label = Some(edge.label.as_str());
                    step(name(&edge.from_alias), name(&edge.to_alias), label)
                })
                .collect()
        }
        Model::Block(model) => {
            let name = |id: &str| {
                let block = model.blocks_flat.iter().find(|block| block.id == id);
                named(id, block.map_or("", |block| &block.label))
            };
            let edges = model.edges.iter();
            edges.map(|edge| step(name(&edge.start), name(&edge.end), Some(&edge.label))).collect()
        }
        Model::Sankey(model) => {
            let links = model.graph.links.iter();
            links
                .map(|link| {
                    let value = link.value.to_string();
                    step(plain(&link.source), plain(&link.target), Some(&value))
                })
                .collect()
        }
        Model::Sequence(model) => conversation(model, words),
        Model::Pie(model) => {
            let slices = model.sections.iter();
            slices.map(|slice| format!("{}: {}", plain(&slice.label), slice.value)).collect()
        }
        Model::Gantt(model) => {
            let name = |id: &String| {
                let task = model.tasks.iter().find(|task| task.id == *id);
                plain(task.map_or(id, |task| &task.task))
            };
            let tasks = model.tasks.iter();
            tasks
                .map(|task| {
                    let start = match &task.start_constraint {
                        Start::Fixed { value } => format!(", {value}"),
                        Start::After { dependency_ids } => {
                            let names = dependency_ids.iter().map(name);
                            let names = names.reduce(|first, second| {
                                let both = [("first", &*first), ("second", &second)];
                                words.fill(Message::DiagramAnd, &both)
                            });
                            let names = [("names", &*names.unwrap_or_default())];
                            format!(", {}", words.fill(Message::DiagramAfter, &names))
                        }
                        Start::PreviousTaskEnd { .. } => String::new(),
                    };
                    format!("{}{start}, {}", plain(&task.task), task.raw.end_time.data)
                })
                .collect()
        }
        Model::XyChart(model) => {
            let plots = model.plots.iter().flat_map(|plot| &plot.data);
            plots
                .map(|(label, value)| match value {
                    Some(value) => format!("{}: {value}", plain(label)),
                    None => format!("{}: {}", plain(label), words.say(Message::DiagramNothing)),
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
    }
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
                step(name(&message.from), name(&message.to), Some(&text), words)
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

fn step(from: String, to: String, label: Option<&str>, words: &Words) -> String {
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

/// The icons and pictures in a diagram that no one has here.
pub(super) fn icons(model: &Model) -> impl Iterator<Item = &str> {
    let drawn = ["blank", "cloud", "database", "disk", "internet", "server"];
    let named: Vec<&String> = match model {
        Model::Flowchart(model) => {
            model.nodes.iter().filter_map(|node| node.icon.as_ref().or(node.img.as_ref())).collect()
        }
        Model::Mindmap(model) => model.nodes.iter().filter_map(|node| node.icon.as_ref()).collect(),
        Model::Kanban(model) => model.nodes.iter().filter_map(|node| node.icon.as_ref()).collect(),
        Model::Architecture(model) => {
            let groups = model.groups.iter().map(|group| &group.icon);
            let icons = model.nodes.iter().map(|node| &node.icon).chain(groups);
            icons.flatten().filter(|icon| !drawn.contains(&icon.as_str())).collect()
        }
        _ => Vec::new(),
    };
    named.into_iter().map(String::as_str)
}

/// The icons that are named in the text of labels, as `fa:fa-ban`.
pub(super) fn icons_in(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_');
    let said = text.lines().filter(|line| !line.trim_start().starts_with("%%"));
    let words = said.flat_map(move |line| line.split(move |c| !is_part(c)));
    words.filter(|word| {
        let set = word.split_once(":fa-").map_or("", |(set, _)| set);
        matches!(set, "fa" | "fab" | "fad" | "fak" | "fal" | "far" | "fas")
    })
}

/// The tasks that others wait for, and that are not there: Mermaid begins those others today.
pub(super) fn missing_tasks(model: &Model) -> impl Iterator<Item = &str> {
    let tasks = match model {
        Model::Gantt(model) => &model.tasks[..],
        _ => &[],
    };
    let known: BTreeSet<&str> = tasks.iter().map(|task| task.id.as_str()).collect();
    let waited = tasks.iter().filter_map(|task| match &task.start_constraint {
        Start::After { dependency_ids } => Some(dependency_ids),
        _ => None,
    });
    waited.flatten().map(String::as_str).filter(move |id| !known.contains(id))
}
