//! Outputs as JSON, written piece by piece: a large result needs no room beside itself.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json, json};

use super::{Datum, Output, OutputFile, Sentence};
use crate::calculus::argument::{Argument, Standing};
use crate::descent::{Iterate, Run};
use crate::expr::Graph;
use crate::expr::print::TooLong;
use crate::interrupt::{asked, count, is_overdue, stoppable};

/// The work of writing an item of a list, a row of numbers say.
const ITEM: usize = 1000;

impl Output {
    /// The fields for programs beyond its kind and text.
    pub fn data(&self) -> Map<String, Json> {
        match serde_json::to_value(JsonObject::new(self, &self.fields, Lists::Whole)) {
            Ok(Json::Object(fields)) => fields,
            _ => Map::new(),
        }
    }

    /// Data that belong to it, such as the content of a file.
    pub fn json(&self, datum: &Datum) -> Json {
        serde_json::to_value(self.whole(datum)).unwrap_or_default()
    }

    /// Data that belong to it, to be written in full.
    pub(crate) fn whole<'a>(&'a self, datum: &'a Datum) -> impl Serialize + 'a {
        JsonDatum { output: self, graph: self.graph(), datum }
    }
}

/// How lists end where somebody asks to stop while they are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lists {
    /// With their last item.
    Whole,
    /// Soon, wherever they are, so that what holds them comes to its end. Formulas that are not written by then are null.
    Curtailed,
}

/// Data of an output.
struct JsonDatum<'a> {
    output: &'a Output,
    graph: Rc<Graph>,
    datum: &'a Datum,
}

impl Serialize for JsonDatum<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let context = JsonContext { graph: &self.graph, files: &self.output.files, lists: Lists::Whole };
        InContext(context, self.datum).serialize(to)
    }
}

/// Fields, some of them of an output, as one object. The last of several fields of one name counts.
pub(crate) struct JsonObject<'a> {
    output: &'a Output,
    graph: Rc<Graph>,
    fields: Vec<(&'a str, &'a Datum)>,
    lists: Lists,
}

impl<'a> JsonObject<'a> {
    /// The object of these fields, whose formulas and files are those of the output.
    pub(crate) fn new(
        output: &'a Output,
        fields: impl IntoIterator<Item = &'a (String, Datum)>,
        lists: Lists,
    ) -> JsonObject<'a> {
        let fields = fields.into_iter().map(|(name, datum)| (name.as_str(), datum)).collect();
        JsonObject { output, graph: output.graph(), fields, lists }
    }
}

impl Serialize for JsonObject<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let context = JsonContext { graph: &self.graph, files: &self.output.files, lists: self.lists };
        let mut map = to.serialize_map(None)?;
        context.entries(self.fields.iter().copied(), &mut map)?;
        if self.lists == Lists::Curtailed && asked() {
            map.serialize_entry("interrupted", &true)?;
        }
        map.end()
    }
}

/// What data refer to, and how their lists end.
#[derive(Clone, Copy)]
struct JsonContext<'a> {
    graph: &'a Graph,
    files: &'a [OutputFile],
    lists: Lists,
}

impl<'a> JsonContext<'a> {
    fn entries<M: SerializeMap>(
        self,
        fields: impl Iterator<Item = (&'a str, &'a Datum)> + Clone,
        map: &mut M,
    ) -> Result<(), M::Error> {
        let mut last: BTreeMap<&str, &Datum> = fields.clone().collect();
        for (name, _) in fields {
            if let Some(datum) = last.remove(name) {
                map.serialize_entry(name, &InContext(self, datum))?;
            }
        }
        Ok(())
    }

    /// Items, as long as nobody asks to stop.
    fn list<S: Serializer, T: Serialize>(self, items: impl Iterator<Item = T>, to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(None)?;
        for item in items {
            if self.is_over() {
                break;
            }
            list.serialize_element(&item)?;
        }
        list.end()
    }

    fn is_over(self) -> bool {
        count(ITEM);
        self.lists == Lists::Curtailed && is_overdue()
    }

    /// A formula; null where it is too long, or where somebody asks to stop while it is written.
    fn formula(self, text: impl FnOnce() -> Result<String, TooLong>) -> Option<String> {
        match self.lists {
            Lists::Curtailed if is_overdue() => None,
            Lists::Curtailed if !asked() => stoppable(text).ok()?.ok(),
            _ => text().ok(),
        }
    }
}

/// Something with what it refers to.
struct InContext<'a, T>(JsonContext<'a>, &'a T);

impl Serialize for InContext<'_, Datum> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let InContext(context, datum) = *self;
        let graph = context.graph;
        match datum {
            Datum::Null => to.serialize_unit(),
            Datum::Bool(holds) => to.serialize_bool(*holds),
            Datum::Integer(number) => integer(*number).serialize(to),
            Datum::Number(number) => double(*number).serialize(to),
            Datum::Text(text) => to.serialize_str(text),
            Datum::Words(sentence) => to.serialize_str(&sentence.text(graph)),
            Datum::Exact(formula) => context.formula(|| formula.exact(graph)).serialize(to),
            Datum::Unicode(formula) => context.formula(|| formula.unicode(graph)).serialize(to),
            Datum::Latex(before, formula) => {
                context.formula(|| formula.latex(graph)).map(|latex| format!("{before}{latex}")).serialize(to)
            }
            Datum::List(items) => context.list(items.iter().map(|item| InContext(context, item)), to),
            Datum::Lazy(items) => context.list(items.iter().map(|item| OwnInContext(context, item)), to),
            Datum::Object(fields) => {
                let mut map = to.serialize_map(None)?;
                context.entries(fields.iter().map(|(name, datum)| (name.as_str(), datum)), &mut map)?;
                map.end()
            }
            Datum::Iterates(run) => context.list(run.iterates.iter().map(|it| IterateRow::new(run, it)), to),
            Datum::Argument(name, argument) => step(graph, argument, &name.into()).serialize(to),
            Datum::Written(file) => context.files.get(*file).and_then(|file| file.written.as_deref()).serialize(to),
        }
    }
}

/// A datum that was made to be written.
struct OwnInContext<'a>(JsonContext<'a>, Datum);

impl Serialize for OwnInContext<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        InContext(self.0, &self.1).serialize(to)
    }
}

fn integer(number: i128) -> Json {
    u64::try_from(number).map_or_else(|_| json!(i64::try_from(number).ok()), |n| json!(n))
}

/// A double: null where it is not finite.
pub fn double(value: f64) -> Json {
    // Integers without a fraction print as `7`, not `7.0`; both read back as the same double.
    if value.fract() == 0.0 && value.abs() < 9e15 && !(value == 0.0 && value.is_sign_negative()) {
        return Json::from(value as i64);
    }
    serde_json::Number::from_f64(value).map_or(Json::Null, Json::Number)
}

/// One unknown: the derivative with its sign; several: the size of the gradient.
#[derive(Serialize)]
struct IterateRow<'a> {
    k: u64,
    x: NamedNumbers<'a>,
    value: Json,
    gradient: Json,
    rate: Option<Json>,
}

impl<'a> IterateRow<'a> {
    fn new(run: &'a Run, it: Iterate<'a>) -> IterateRow<'a> {
        let gradient = if let [one] = it.gradient { *one } else { it.norm };
        let x = NamedNumbers(&run.labels.unknowns, it.x);
        IterateRow { k: it.k, x, value: double(it.value), gradient: double(gradient), rate: it.rate.map(double) }
    }
}

struct NamedNumbers<'a>(&'a [String], &'a [f64]);

impl Serialize for NamedNumbers<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().zip(self.1.iter().map(|&v| double(v))))
    }
}

fn step(graph: &Graph, argument: &Argument, name: &Sentence) -> Json {
    let premises = argument.premises().iter().map(|premise| step(graph, premise, argument.name(name)));
    let premises: Vec<Json> = premises.collect();
    let standing = match argument.standing() {
        Standing::Proved => "proved".to_string(),
        Standing::Looks { digits } => format!("equal to {digits} digits, not proved"),
        Standing::Open => "not decided".to_string(),
    };
    json!({ "sentence": argument.conclusion(name).text(graph), "standing": standing, "premises": premises })
}
