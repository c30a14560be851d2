//! Functions that templates of Hugo ask for.

use super::super::{filters::AS_MARKDOWN, infix::Made};

/// What a function makes of what it is given.
pub(super) fn function(name: &str, given: &[String]) -> Made {
    // The package that it is in says no more: `strings.ToLower`.
    let name = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
    match given {
        [] => none(&name),
        [one] => of_one(&name, one),
        _ => of_several(&name, given),
    }
}

fn unknown(name: &str) -> String {
    format!("the function `{name}` is not known here")
}

fn none(name: &str) -> Made {
    match name {
        "slice" => Ok("[]".to_owned()),
        "dict" => Ok("{}".to_owned()),
        _ => Err(unknown(name)),
    }
}

fn of_one(name: &str, value: &str) -> Made {
    Ok(match name {
        "markdownify" | "renderstring" if value != "body" => format!("{value}{AS_MARKDOWN}"),
        // What it writes is looked at as HTML, and no text has to be escaped twice.
        "markdownify" | "renderstring" | "safehtml" | "safehtmlattr" | "safeurl" | "safecss"
        | "safejs" | "safejsstr" | "htmlescape" | "html" | "htmlunescape" | "plainify"
        | "emojify" | "relurl" | "absurl" | "rellangurl" | "abslangurl" | "string" | "print"
        | "println" | "getmatch" | "ref" | "relref" | "jsonify" | "and" | "or" => value.to_owned(),
        "lower" | "tolower" => format!("{value}|lower"),
        "upper" | "toupper" => format!("{value}|upper"),
        "title" => format!("{value}|title"),
        "humanize" => format!("{value}|replace(\"-\", \" \")|capitalize"),
        "firstupper" => format!("{value}|capitalize"),
        "trimspace" | "chomp" => trimmed(value),
        "urlize" | "anchorize" => format!("{value}|lower|replace(\" \", \"-\")"),
        "urlquery" | "querify" => format!("{value}|urlencode"),
        "int" | "float" => format!("{value}|{name}"),
        "len" | "countrunes" => format!("{value}|length"),
        "not" => format!("(not {value})"),
        "seq" => format!("range(1, {value}|int + 1)"),
        "slice" => format!("[{value}]"),
        "isset" => format!("({value} is defined)"),
        "reverse" | "sort" => format!("{value}|{name}"),
        "uniq" => format!("{value}|unique"),
        _ => return Err(unknown(name)),
    })
}

fn of_several(name: &str, given: &[String]) -> Made {
    let (first, second) = (&given[0], &given[1]);
    let joined = |mark: &str| format!("({})", given.join(mark));
    Ok(match name {
        "default" => format!("{second}|default({first}, true)"),
        "and" => joined(" and "),
        "or" => joined(" or "),
        "eq" => {
            let each = given[1..].iter().map(|other| format!("{first} == {other}"));
            format!("({})", each.collect::<Vec<_>>().join(" or "))
        }
        "ne" => joined(" != "),
        "lt" => joined(" < "),
        "le" => joined(" <= "),
        "gt" => joined(" > "),
        "ge" => joined(" >= "),
        "cond" if given.len() == 3 => format!("({second} if {first} else {})", given[2]),
        "in" | "contains" => format!("({second} in {first})"),
        "hasprefix" => format!("({first} is startingwith({second}))"),
        "hassuffix" => format!("({first} is endingwith({second}))"),
        "isset" => format!("({first}[{second}] is defined)"),
        "index" => given[1..].iter().fold(first.clone(), |of, key| format!("{of}[{key}]")),
        "printf" => return formatted(first, &given[1..]),
        "print" => joined(" ~ "),
        "println" => joined(" ~ \" \" ~ "),
        "split" => format!("{first}|split({second})"),
        "delimit" | "join" => format!("{first}|join({second})"),
        "replace" if given.len() > 2 => format!("{first}|replace({second}, {})", given[2]),
        "trim" if first == "body" => first.clone(),
        "trim" => format!("{first}|trim({second})"),
        "trimprefix" | "trimsuffix" => format!("{second}|replace({first}, \"\")"),
        "add" => joined(" + "),
        "sub" => joined(" - "),
        "mul" => joined(" * "),
        "div" => joined(" / "),
        "mod" => joined(" % "),
        "first" => format!("{second}[:{first}]"),
        "last" => format!("{second}[-{first}:]"),
        "after" => format!("{second}[{first}:]"),
        "seq" => format!("range({first}, {second} + 1)"),
        "slice" => format!("[{}]", given.join(", ")),
        "append" => format!("{second}|chain([{first}])|list"),
        "dict" => {
            let pairs = given.as_chunks::<2>().0.iter();
            let pairs: Vec<String> = pairs.map(|[key, value]| format!("{key}: {value}")).collect();
            format!("{{{}}}", pairs.join(", "))
        }
        "highlight" => format!("code({}, {second})", if first == "body" { "inner" } else { first }),
        "truncate" | "dateformat" | "ref" | "relref" => second.clone(),
        _ => return Err(unknown(name)),
    })
}

fn trimmed(value: &str) -> String {
    if value == "body" { value.to_owned() } else { format!("{value}|trim") }
}

/// `printf "https://example.org/%s" .`
fn formatted(pattern: &str, given: &[String]) -> Made {
    let plain = pattern.strip_prefix('"').and_then(|pattern| pattern.strip_suffix('"'));
    let Some(mut rest) = plain else { return Err("its pattern is computed".to_owned()) };
    let (mut parts, mut given) = (Vec::new(), given.iter());
    while let Some((before, behind)) = rest.split_once('%') {
        parts.extend((!before.is_empty()).then(|| format!("\"{before}\"")));
        let verb = behind.chars().next().ok_or("its pattern has no end")?;
        rest = &behind[verb.len_utf8()..];
        match verb {
            '%' => parts.push("\"%\"".to_owned()),
            's' | 'd' | 'v' => {
                parts.push(given.next().ok_or("its pattern asks for more")?.clone());
            }
            other => return Err(format!("`%{other}` of its pattern is not known here")),
        }
    }
    parts.extend((!rest.is_empty()).then(|| format!("\"{rest}\"")));
    Ok(format!("({})", parts.join(" ~ ")))
}
