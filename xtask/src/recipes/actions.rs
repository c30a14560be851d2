//! What workflows ask of GitHub and of each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::image;
use super::recipe::{is_in, read, root, values};
use super::workflow::{Job, Workflow};
use crate::dist;
use crate::project::{Project, cache_of};
use crate::shell::Call;

/// The one that `blog init` writes, for somebody else's repository.
const OF_A_BLOG: &str = "server/src/init/pages.yml";

/// The machines of GitHub that workflows run on, and what each is as compilers name it.
const MACHINES: [(&str, &str); 5] = [
    ("ubuntu-latest", "x86_64-unknown-linux-gnu"),
    ("ubuntu-24.04-arm", "aarch64-unknown-linux-gnu"),
    ("macos-15-intel", "x86_64-apple-darwin"),
    ("macos-latest", "aarch64-apple-darwin"),
    ("windows-latest", "x86_64-pc-windows-msvc"),
];

fn release() -> Workflow {
    Workflow::read(".github/workflows/release.yml")
}

/// The targets that a release is packed for.
fn targets() -> Vec<String> {
    let commands = release().commands();
    let packed = commands.iter().filter(|command| command.starts_with("cargo xtask dist"));
    packed.flat_map(|command| values(command, "--target")).map(str::to_owned).collect()
}

fn machine(name: &str) -> &'static str {
    let known = MACHINES.iter().find(|(label, _)| *label == name);
    known.unwrap_or_else(|| panic!("no machine is known that is called {name}")).1
}

#[test]
fn every_machine_is_known_and_runs_what_it_packs() {
    let workflows = Workflow::of_the_project();
    let all = workflows.iter().flat_map(|workflow| &workflow.jobs).flat_map(|job| &job.machines);
    for name in all {
        machine(name);
    }
    let release = release();
    let packing = release.jobs.iter().find(|job| job.name == "blog").expect("a job that packs");
    assert_eq!(packing.machines.len(), targets().len());
    for (name, target) in packing.machines.iter().zip(targets()) {
        // Else it would pack a program that was not tested.
        assert!(dist::runs_here(&target, machine(name)), "{name} does not run {target}");
    }
}

#[test]
fn every_target_is_one_that_compilers_know() {
    let known = Call::new("rustc").args(["--print", "target-list"]).read().expect("a compiler");
    let known: BTreeSet<&str> = known.lines().collect();
    let targets = targets();
    assert!(targets.len() >= 5, "{targets:?}");
    for target in &targets {
        assert!(known.contains(&**target), "no compiler knows {target}");
    }
}

/// What is packed is uploaded, has its checksum and is published, and `blog init` names it as it is called.
#[test]
fn what_is_packed_is_what_is_published_and_fetched() {
    let release = release();
    let uploaded: Vec<String> = release.steps().flat_map(|step| step.with("path")).collect();
    let commands = release.commands();
    let published = commands.iter().find(|command| command.starts_with("gh release create"));
    let published = published.expect("a release");
    for target in targets() {
        let archive = dist::archive(&target);
        let (_, ending) = archive.split_once(&*target).expect("its name has the target");
        assert!(
            uploaded.contains(&format!("{}/*{ending}", dist::FOLDER)),
            "{archive}: {uploaded:?}"
        );
        assert!(published.contains(&format!("./*{ending}")), "{archive}: {published}");
        let summed = format!("for archive in {}", published_globs(published));
        assert!(commands.contains(&summed), "{summed}: {commands:?}");
    }
    let of_a_blog = read(OF_A_BLOG);
    let (_, rest) = of_a_blog.split_once("archive=\"").expect("an archive");
    let named = rest.split('"').next().expect("its end");
    let fetched = named.replace("$VERSION", env!("CARGO_PKG_VERSION"));
    let archives: Vec<String> = targets().iter().map(|target| dist::archive(target)).collect();
    assert!(archives.contains(&fetched), "{fetched} is none of {archives:?}");
}

/// The archives among what is published, as a loop over them names them.
fn published_globs(command: &str) -> String {
    let globs = command.split_whitespace().filter_map(|word| word.strip_prefix("./"));
    globs.filter(|glob| !glob.ends_with("sha256")).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_action_has_one_version_everywhere() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for workflow in Workflow::of_the_project().into_iter().chain([Workflow::read(OF_A_BLOG)]) {
        for uses in workflow.steps().filter_map(|step| step.uses.as_deref()) {
            let (action, version) = uses.split_once('@').expect("a version");
            versions.entry(action.to_owned()).or_default().insert(version.to_owned());
        }
    }
    assert!(versions.len() >= 5, "{versions:?}");
    for (action, versions) in versions {
        assert_eq!(versions.len(), 1, "{action} has the versions {versions:?}");
    }
}

/// What is cached, uploaded or put somewhere is there before, or is made by a command.
#[test]
fn every_path_is_there_or_is_made() {
    let home = PathBuf::from("~");
    let project = Project { root: PathBuf::new(), target: "target".into(), cache: cache_of(&home) };
    let arguments = read("server/src/arguments.rs");
    let defaults = arguments.split("default_value = \"target/").skip(1);
    let defaults = defaults.filter_map(|rest| rest.split('"').next());
    let mut made: Vec<PathBuf> = defaults.map(|path| format!("target/{path}").into()).collect();
    made.extend([project.front(), project.blog("release"), project.cache.clone()]);
    made.extend([dist::FOLDER.into(), home.join(".cargo")]);
    for workflow in Workflow::of_the_project().iter().chain([&Workflow::read(OF_A_BLOG)]) {
        let commands = workflow.commands();
        let sites = commands.iter().flat_map(|command| values(command, "--site"));
        let made: Vec<PathBuf> = made.iter().cloned().chain(sites.map(PathBuf::from)).collect();
        for path in workflow.steps().flat_map(|step| step.with("path")) {
            let whole = made.iter().any(|made| made.starts_with(&path));
            let there = whole || is_in(&path, &made) || root().join(&path).exists();
            assert!(there, "{}: nothing makes {path}", workflow.file);
        }
    }
}

#[test]
fn what_a_job_takes_from_another_is_handed_on() {
    for workflow in Workflow::of_the_project().iter().chain([&Workflow::read(OF_A_BLOG)]) {
        let file = &workflow.file;
        for job in &workflow.jobs {
            for needed in &job.needs {
                assert!(workflow.jobs.iter().any(|job| job.name == *needed), "{file}: {needed}");
            }
            let before = before(job, &workflow.jobs);
            for step in job.steps.iter().filter(|step| is_of(step.uses.as_deref(), "download")) {
                let wanted = step.with("name").pop().or(step.with("pattern").pop());
                let wanted = wanted.expect("a name or a pattern");
                let uploads = before.iter().flat_map(|job| job.steps.iter().map(move |s| (job, s)));
                let uploads = uploads.filter(|(_, step)| is_of(step.uses.as_deref(), "upload"));
                let mut names = uploads.flat_map(|(job, step)| job.filled(&step.with("name")[0]));
                let start = wanted.trim_end_matches('*');
                let is_it =
                    |name: &String| *name == wanted || (start != wanted && name.starts_with(start));
                assert!(names.any(|name| is_it(&name)), "{file}: nobody uploads {wanted}");
            }
        }
        outputs(workflow);
    }
}

fn is_of(uses: Option<&str>, verb: &str) -> bool {
    uses.is_some_and(|uses| uses.starts_with(&format!("actions/{verb}-artifact@")))
}

/// The jobs that have ended when one begins.
fn before<'a>(job: &Job, all: &'a [Job]) -> Vec<&'a Job> {
    let direct = all.iter().filter(|other| job.needs.contains(&other.name));
    direct.flat_map(|other| before(other, all).into_iter().chain([other])).collect()
}

/// Every `steps.x.outputs` and `needs.x.outputs.y` has what it names. A workflow is read as a text here,
/// job by job: an expression may stand anywhere.
fn outputs(workflow: &Workflow) {
    let (_, text) = workflow.text.split_once("\njobs:\n").expect("jobs");
    let starts: Vec<usize> = workflow
        .jobs
        .iter()
        .map(|job| text.find(&format!("  {}:\n", job.name)).expect("the job"))
        .collect();
    for (at, job) in workflow.jobs.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(text.len());
        let words = text[starts[at]..end].split(|c: char| c.is_whitespace() || "{}()".contains(c));
        for word in words {
            match word.split('.').collect::<Vec<_>>()[..] {
                ["steps", id, "outputs", _] => {
                    let known = job.steps.iter().any(|step| step.id.as_deref() == Some(id));
                    assert!(known, "{}: {word}: no step has this id", workflow.file);
                }
                ["needs", name, "outputs", output] => {
                    let known = workflow.jobs.iter().find(|other| other.name == name);
                    let known = known.filter(|_| job.needs.iter().any(|needed| needed == name));
                    let has = known.is_some_and(|job| job.outputs.iter().any(|own| own == output));
                    assert!(has, "{}: {word}: nobody hands it on", workflow.file);
                }
                _ => {}
            }
        }
    }
}

#[test]
fn the_image_that_is_published_is_a_stage_that_there_is() {
    let commands = release().commands();
    let build = commands.iter().find(|command| command.starts_with("docker build "));
    let stages = image::stages();
    for stage in values(build.expect("an image"), "--target") {
        assert!(stages.iter().any(|known| known == stage), "{stage} is none of {stages:?}");
    }
}

/// A script that no shell reads is noticed on the day of a release otherwise, and so is a tag that is none.
#[cfg(unix)]
#[test]
fn scripts_are_read_by_a_shell_and_the_tag_is_the_version() {
    let shell = |arguments: &[&str], tag: &str| {
        let call = Call::new("bash").folder(&root()).args(arguments);
        call.env("GITHUB_REF_NAME", tag).succeeds()
    };
    let mut tags = 0;
    for workflow in Workflow::of_the_project().iter().chain([&Workflow::read(OF_A_BLOG)]) {
        for script in workflow.steps().filter_map(|step| step.run.as_deref()) {
            // An expression is put in by GitHub before a shell sees it.
            let script = script.replace("${{", "").replace("}}", "");
            assert!(shell(&["-n", "-c", &script], ""), "{}: {script}", workflow.file);
            if script.starts_with("test \"v$(") {
                let version = format!("v{}", env!("CARGO_PKG_VERSION"));
                assert!(shell(&["-c", &script], &version), "{script}");
                assert!(!shell(&["-c", &script], "v0.0.0"), "{script}");
                tags += 1;
            }
        }
    }
    assert_eq!(tags, 1, "a release looks at its tag");
}
