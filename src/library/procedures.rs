//! Procedures: all editions of a name, compiled after those that they watch.

use std::rc::Rc;

use super::context::Context;
use super::head::Kind;
use super::ids::ProcedureId;
use super::load::{Content, FileIx, names_shipped};
use super::name::is_path;
use super::{Library, load::Origin};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::procedure::{Editions, check_ranges, lower};
use crate::syntax::edition::complete;
use crate::syntax::procedure::WatchSyntax;
use crate::syntax::{Located, ProcedureFile, ProcedureSyntax};

/// How many procedures may watch one another in a row.
const MAX_WATCHED: usize = 64;

/// The editions that were compiled from some files.
pub(super) struct Compiled {
    files: Vec<FileIx>,
    /// What each watched name meant.
    watched: Vec<(String, Option<ProcedureId>)>,
    pub editions: Option<Editions>,
}

impl Library {
    /// A procedure and all that it watches, those that these watch, and so on, each once. Those with errors are left out.
    #[must_use]
    pub fn with_watched(&self, id: ProcedureId) -> Vec<ProcedureId> {
        let mut all = vec![id];
        let mut next = 0;
        while let Some(compiled) = all.get(next).and_then(|id| self.compiled.get(id.0)) {
            for (_, watched) in &compiled.watched {
                all.extend(watched.filter(|watched| !all.contains(watched)));
            }
            next += 1;
        }
        all.retain(|id| self.editions(*id).is_some());
        all
    }

    /// The procedure that a file gives, with the other editions beside it.
    pub(super) fn procedure_of(&mut self, file: FileIx, name: &str) -> ProcedureId {
        let origin = self.files.get(file).map(|file| file.origin.clone());
        let folder = origin.as_ref().and_then(Origin::folder);
        let mut context = Context::of(folder.clone());
        let beside: Vec<_> = folder.into_iter().collect();
        let siblings = self.files_named(Kind::Procedure, name, &beside, None);
        if siblings.contains(&file) {
            for sibling in siblings {
                context.give(name, sibling);
            }
        } else {
            context.give(name, file);
        }
        let files = context.given.first().map_or_else(|| vec![file], |(_, files)| files.clone());
        self.compile(files, &context, &mut vec![name.to_owned()])
    }

    /// The procedure of a name that a file uses, reported there if there is none.
    pub(super) fn procedure_named(
        &mut self,
        name: &Located<String>,
        context: &Context,
        above: &mut Vec<String>,
    ) -> Option<ProcedureId> {
        if let Some(start) = above.iter().position(|known| *known == name.value) {
            self.report_circle(name, above.get(start..).unwrap_or_default());
            return None;
        }
        if above.len() >= MAX_WATCHED {
            let headline = format!("more than {MAX_WATCHED} procedures watch one another");
            self.diagnostics.push(Diagnostic::new(Code::E007, headline).at(name.span, "one too many"));
            return None;
        }
        let given = context.given.iter().find(|(known, _)| *known == name.value);
        let files = match given {
            Some((_, files)) => files.clone(),
            None => self.files_named(Kind::Procedure, name, &context.folders, None),
        };
        if files.is_empty() {
            self.report_unknown(name, context);
            return None;
        }
        above.push(name.value.clone());
        let id = self.compile(files, context, above);
        above.pop();
        Some(id)
    }

    fn report_circle(&mut self, name: &Located<String>, circle: &[String]) {
        if circle.iter().all(|name| self.circles.contains(name)) {
            return;
        }
        self.circles.extend(circle.iter().cloned());
        let names: Vec<String> = circle.iter().chain([&name.value]).map(|name| format!("`{name}`")).collect();
        self.diagnostics.push(
            Diagnostic::new(Code::E009, "these procedures watch one another in a circle")
                .at(name.span, "watched here")
                .note(names.join(" watches ")),
        );
    }

    fn report_unknown(&mut self, name: &Located<String>, context: &Context) {
        let mut known: Vec<String> = context.given.iter().map(|(name, _)| name.clone()).collect();
        for folder in &context.folders {
            let here = self.heads(folder).iter().filter(|head| head.kind == Kind::Procedure);
            known.extend(here.map(|head| head.name.clone()));
        }
        known.extend(names_shipped(&[Kind::Procedure]).map(str::to_owned));
        let mut diagnostic = Diagnostic::new(Code::E008, format!("no procedure is called `{}`", name.value))
            .at(name.span, "")
            .did_you_mean(name, known.iter().map(String::as_str));
        if is_path(name) {
            diagnostic = diagnostic.help("a procedure is watched by its name");
        }
        self.diagnostics.push(diagnostic);
    }

    /// Compiles the editions in some files, unless that was done before.
    fn compile(&mut self, files: Vec<FileIx>, context: &Context, above: &mut Vec<String>) -> ProcedureId {
        let written: Vec<Rc<ProcedureSyntax>> = (files.iter())
            .filter_map(|file| match &self.files.get(*file)?.content {
                Content::Procedure(text) => Some(text.clone()),
                Content::Scenario(_) | Content::System(_) | Content::Study(_) | Content::Broken => None,
            })
            .collect();
        let written: Vec<&ProcedureSyntax> = written.iter().map(Rc::as_ref).collect();
        let texts = complete(&written, &mut self.diagnostics);
        let mut watched: Vec<(String, Option<ProcedureId>)> = Vec::new();
        // Where a watched procedure was reported already, so that the checker need not do it again.
        let mut reported: Vec<Span> = Vec::new();
        for (_, watch) in texts.iter().flat_map(|text| text.watches.iter()) {
            let name = watched_name(watch);
            let known = watched.iter().find(|(known, _)| *known == name.value).map(|(_, id)| *id);
            let id = match known {
                Some(id) => id,
                None => {
                    let id = self.procedure_named(name, context, above);
                    watched.push((name.value.clone(), id));
                    id
                }
            };
            if id.is_none() {
                reported.push(name.span);
            }
        }
        let same = |known: &Compiled| known.files == files && known.watched == watched;
        if let Some(at) = self.compiled.iter().position(same) {
            return ProcedureId(at);
        }
        let editions = self.lower_all(&texts, files.len(), &watched, &reported);
        self.compiled.push(Compiled { files, watched, editions });
        ProcedureId(self.compiled.len() - 1)
    }

    fn lower_all(
        &mut self,
        texts: &[ProcedureFile],
        expected: usize,
        watched: &[(String, Option<ProcedureId>)],
        reported: &[Span],
    ) -> Option<Editions> {
        let mut found = Diagnostics::new();
        let compiled = &self.compiled;
        let editions_of = |name: &str| {
            let (_, id) = watched.iter().find(|(known, _)| known == name)?;
            Some(compiled.get((*id)?.0)?.editions.as_ref()?.all())
        };
        let procedures: Vec<_> = texts.iter().filter_map(|text| lower(text, &editions_of, &mut found)).collect();
        let references: Vec<_> = procedures.iter().collect();
        check_ranges(&references, &mut found);
        let circles: Vec<Span> = (texts.iter().flat_map(|text| text.watches.iter()))
            .map(|(_, watch)| watched_name(watch))
            .filter(|name| self.circles.contains(&name.value))
            .map(|name| name.span)
            .collect();
        let known = |at: Span| reported.contains(&at) || circles.contains(&at);
        let repeated = |d: &Diagnostic| d.code == Code::E008 && d.place().is_some_and(known);
        let complete = procedures.len() == expected;
        self.diagnostics.extend(found.iter().filter(|d| !repeated(d)).cloned());
        Editions::new(procedures).filter(|_| complete)
    }
}

fn watched_name(watch: &WatchSyntax) -> &Located<String> {
    match watch {
        WatchSyntax::One(name) => name,
        WatchSyntax::Each(each) => &each.each,
    }
}
