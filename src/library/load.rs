//! Reading one file: from a name or a path to what the file says.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Library;
use super::head::{self, Head, Kind};
use super::ids::{ProcedureId, ScenarioId, StudyId, SystemId};
use super::name::{is_path, join, procedure_folders, scenario_folders, study_folders};
use super::shipped::{Shipped, shipped};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId};
use crate::syntax::{FromNode, MAX_BYTES, Node, ProcedureSyntax, ScenarioFile, StudyFile, SystemFile, parse};

/// Where a file comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// It comes with the program.
    Shipped(&'static str),
    /// It was read from the file system.
    Path(PathBuf),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shipped(path) => write!(f, "shipped:{path}"),
            Self::Path(path) => path.display().fmt(f),
        }
    }
}

impl Origin {
    /// The folder of a file that does not come with the program.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        match self {
            Self::Shipped(_) => None,
            Self::Path(path) => Some(super::name::folder(path)),
        }
    }
}

/// What was opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    /// The files that were named: for a procedure's name all its editions, else one.
    pub files: Vec<FileId>,
    /// What they hold.
    pub what: What,
}

/// What a file holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// A procedure in all its editions, with or without errors.
    Procedure(ProcedureId),
    /// A scenario, with or without errors.
    Scenario(ScenarioId),
    /// A system, with or without errors.
    System(SystemId),
    /// A study, with or without errors.
    Study(StudyId),
    /// It cannot be read as any of them, or builds on what cannot; the library's diagnostics say why.
    Broken,
}

impl What {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Procedure(_) => Kind::Procedure.name(),
            Self::Scenario(_) => Kind::Scenario.name(),
            Self::System(_) => Kind::System.name(),
            Self::Study(_) => Kind::Study.name(),
            Self::Broken => "broken file",
        }
    }
}

/// A file that was used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Used<'a> {
    /// What it holds.
    pub kind: Kind,
    /// The name of the procedure or scenario.
    pub name: &'a str,
    /// Where it comes from.
    pub origin: &'a Origin,
    /// Whether it stands in for shipped files of the same name that say something else.
    pub replaces_shipped: bool,
}

pub(super) type FileIx = usize;

/// A file that was read.
pub(super) struct File {
    pub origin: Origin,
    identity: PathBuf,
    pub id: FileId,
    pub content: Content,
}

/// What a file says.
#[derive(Clone)]
pub(super) enum Content {
    Procedure(Rc<ProcedureSyntax>),
    Scenario(Rc<ScenarioFile>),
    System(Rc<SystemFile>),
    Study(Rc<StudyFile>),
    Broken,
}

impl Content {
    pub fn kind_and_name(&self) -> Option<(Kind, &str)> {
        match self {
            Self::Procedure(file) => Some((Kind::Procedure, file.name())),
            Self::Scenario(file) => Some((Kind::Scenario, &file.scenario)),
            Self::System(file) => Some((Kind::System, &file.system)),
            Self::Study(file) => Some((Kind::Study, &file.study)),
            Self::Broken => None,
        }
    }
}

impl Library {
    /// The files that an argument of the command line names; at least one.
    pub(super) fn locate(&mut self, argument: &str, kinds: &[Kind]) -> Result<Vec<FileIx>, Box<Diagnostic>> {
        let path = join(Path::new(""), argument);
        if !is_path(argument) {
            for kind in kinds {
                let folders = match kind {
                    Kind::Procedure | Kind::System => procedure_folders(Path::new("")),
                    Kind::Scenario => scenario_folders(Path::new("")),
                    Kind::Study => study_folders(Path::new("")),
                };
                let found = self.files_named(*kind, argument, &folders, None);
                match (kind, found.first()) {
                    (_, None) => {}
                    (Kind::Procedure, _) => return Ok(found),
                    (Kind::Scenario | Kind::System | Kind::Study, Some(first)) => return Ok(vec![*first]),
                }
            }
        }
        match self.open_path(path) {
            Ok(file) => Ok(vec![file]),
            Err(error) if error.kind() == io::ErrorKind::NotFound && !is_path(argument) => {
                Err(Box::new(self.unknown(argument, kinds)))
            }
            Err(error) => Err(Box::new(no_file(argument, &error))),
        }
    }

    fn unknown(&mut self, name: &str, kinds: &[Kind]) -> Diagnostic {
        let what: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        let what = match what.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
            _ => what.concat(),
        };
        Diagnostic::new(Code::E008, format!("no {what} is called `{name}`"))
            .did_you_mean(name, names_shipped(kinds))
            .help("`greffe list` shows those that there are; a path ends in `.yaml` or has a `/`")
    }

    /// The files of the first folder that has some of this kind and name, else the shipped ones.
    pub(super) fn files_named(
        &mut self,
        kind: Kind,
        name: &str,
        folders: &[PathBuf],
        except: Option<FileIx>,
    ) -> Vec<FileIx> {
        for folder in folders {
            let heads = self.heads(folder);
            let wanted = heads.iter().filter(|head| head.kind == kind && head.name == name);
            let paths: Vec<PathBuf> = wanted.map(|head| head.path.clone()).collect();
            let files: Vec<FileIx> = (paths.into_iter())
                .filter_map(|path| self.open_path(path).ok())
                .filter(|file| Some(*file) != except)
                .collect();
            if !files.is_empty() {
                return files;
            }
        }
        let matching: Vec<&Shipped> = shipped().iter().filter(|file| file.kind == kind && file.name == name).collect();
        self.open_shipped_together(&matching).into_iter().filter(|file| Some(*file) != except).collect()
    }

    /// Reads several files that come with the program at once: the editions of a procedure are most of what a replay
    /// has to read.
    fn open_shipped_together(&mut self, files: &[&'static Shipped]) -> Vec<FileIx> {
        let origin = |file: &'static Shipped| Origin::Shipped(&file.path);
        let mut unread: Vec<(&'static Shipped, FileId)> = Vec::new();
        for file in files {
            if !self.files.iter().any(|known| known.origin == origin(file)) {
                unread.push((file, self.sources.add(origin(file).to_string(), file.text)));
            }
        }
        let sources = &self.sources;
        let parsed: Vec<(Option<Node>, Diagnostics)> = std::thread::scope(|scope| {
            let read = |id: FileId| {
                let mut found = Diagnostics::new();
                (parse(id, sources, &mut found), found)
            };
            let threads: Vec<_> = unread.iter().map(|(_, id)| scope.spawn(move || read(*id))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
        });
        for ((file, id), (node, found)) in unread.into_iter().zip(parsed) {
            let before = self.diagnostics.errors();
            self.diagnostics.extend(found.iter().cloned());
            self.keep(origin(file), PathBuf::new(), id, before, node);
        }
        files.iter().map(|file| self.open_shipped(file)).collect()
    }

    /// What the files of a folder say they are.
    pub(super) fn heads(&mut self, folder: &Path) -> &[Head] {
        let known = self.heads.iter().position(|(known, _)| known == folder);
        let at = known.unwrap_or_else(|| {
            let paths = self.finder.yaml_files(folder);
            let heads = paths.into_iter().filter_map(|path| {
                let (kind, name) = head::read(&self.finder.read(&path, head::HEAD_BYTES).ok()?)?;
                Some(Head { path, kind, name })
            });
            let heads = heads.collect();
            self.heads.push((folder.to_owned(), heads));
            self.heads.len() - 1
        });
        self.heads.get(at).map_or(&[], |(_, heads)| heads)
    }

    /// Reads a file, unless it was read before.
    pub(super) fn open_path(&mut self, path: PathBuf) -> io::Result<FileIx> {
        let identity = self.finder.identity(&path);
        let known = |file: &File| matches!(file.origin, Origin::Path(_)) && file.identity == identity;
        if let Some(at) = self.files.iter().position(known) {
            return Ok(at);
        }
        // One byte more than a file may have is enough to refuse it; some more, so that no character is cut.
        let mut bytes = self.finder.read(&path, MAX_BYTES + 8)?;
        if bytes.len() > MAX_BYTES
            && let Err(error) = std::str::from_utf8(&bytes)
            && error.error_len().is_none()
        {
            bytes.truncate(error.valid_up_to());
        }
        let before = self.diagnostics.errors();
        let id = self.sources.add_bytes(path.display().to_string(), bytes, &mut self.diagnostics);
        Ok(self.add(Origin::Path(path), identity, id, before))
    }

    pub(super) fn open_shipped(&mut self, file: &'static Shipped) -> FileIx {
        let origin = Origin::Shipped(&file.path);
        if let Some(at) = self.files.iter().position(|known| known.origin == origin) {
            return at;
        }
        let before = self.diagnostics.errors();
        let id = self.sources.add(origin.to_string(), file.text);
        self.add(origin, PathBuf::new(), id, before)
    }

    fn add(&mut self, origin: Origin, identity: PathBuf, id: FileId, errors_before: usize) -> FileIx {
        // What is not text is not YAML either.
        let readable = self.diagnostics.errors() == errors_before;
        let node = if readable { parse(id, &self.sources, &mut self.diagnostics) } else { None };
        self.keep(origin, identity, id, errors_before, node)
    }

    fn keep(
        &mut self,
        origin: Origin,
        identity: PathBuf,
        id: FileId,
        errors_before: usize,
        node: Option<Node>,
    ) -> FileIx {
        let content = node
            .map(|node| interpret(&node, &mut self.diagnostics))
            .filter(|_| self.diagnostics.errors() == errors_before);
        self.files.push(File { origin, identity, id, content: content.unwrap_or(Content::Broken) });
        self.files.len() - 1
    }

    pub(super) fn used_file<'a>(&'a self, file: &'a File) -> Option<Used<'a>> {
        let (kind, name) = file.content.kind_and_name()?;
        let text = &self.sources.get(file.id).text;
        let mut namesakes = shipped().iter().filter(|s| s.kind == kind && s.name == name).peekable();
        let replaces_shipped = matches!(file.origin, Origin::Path(_))
            && namesakes.peek().is_some()
            && namesakes.all(|shipped| shipped.text != text);
        Some(Used { kind, name, origin: &file.origin, replaces_shipped })
    }
}

/// The names of this kind that come with the program.
pub(super) fn names_shipped(kinds: &[Kind]) -> impl Iterator<Item = &'static str> {
    shipped().iter().filter(|file| kinds.contains(&file.kind)).map(|file| file.name.as_str())
}

/// A file of the command line that cannot be read.
pub(super) fn no_file(path: &str, error: &io::Error) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::E008, unreadable(path, error));
    let stem = Path::new(path).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let known = shipped().iter().find(|file| file.name == stem || file.path.ends_with(&format!("/{stem}.yaml")));
    match known {
        Some(file) if error.kind() == io::ErrorKind::NotFound => {
            diagnostic.help(format!("`{}` comes with the program: write the name alone", file.name))
        }
        _ => diagnostic,
    }
}

/// Why a file cannot be read, in words.
pub(super) fn unreadable(path: &str, error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    };
    format!("cannot read `{path}`: {why}")
}

fn interpret(node: &Node, diagnostics: &mut Diagnostics) -> Content {
    let keys = match &node.kind {
        crate::syntax::Kind::Map(entries) => entries.as_slice(),
        _ => &[],
    };
    // A scenario may name a system, whichever of the two keys comes first.
    let kind = Kind::of_keys(keys.iter().map(|(key, _)| key.value.as_str()));
    let content = match kind {
        Some(Kind::Procedure) => {
            ProcedureSyntax::from_node(node, diagnostics).map(|file| Content::Procedure(Rc::new(file)))
        }
        Some(Kind::Scenario) => ScenarioFile::from_node(node, diagnostics).map(|file| Content::Scenario(Rc::new(file))),
        Some(Kind::System) => SystemFile::from_node(node, diagnostics).map(|file| Content::System(Rc::new(file))),
        Some(Kind::Study) => StudyFile::from_node(node, diagnostics).map(|file| Content::Study(Rc::new(file))),
        None => {
            let mut diagnostic = Diagnostic::new(
                Code::E004,
                "this is neither a procedure, nor a scenario, a system or a study",
            )
            .at(keys.first().map_or(node.span, |(key, _)| key.span), "")
            .help("a procedure has the key `procedure:` with its name, a scenario `scenario:`, a system `system:`, a study `study:`");
            for (key, _) in keys {
                diagnostic = diagnostic.did_you_mean(key, Kind::ALL.iter().map(|kind| kind.name()));
            }
            diagnostics.push(diagnostic);
            None
        }
    };
    content.unwrap_or(Content::Broken)
}
