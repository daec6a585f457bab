//! Pictures read back as XML.

use crate::numeric::real;
use roxmltree::{Document, Node};

use super::*;
use crate::plot::arrange::obstacles;
use crate::plot::figure::{Axis, Color, Dash, Marker, Panel, Series};
use crate::plot::kinds::{
    Curve, PathStep, PlanePath, PlaneStep, PlotOptions, RunPath, Surface, curves, descent, iterates, plane, tangents,
    values,
};

fn parabola() -> Curve<'static> {
    Curve::new("f(x) = x²", |x| x * x)
}

/// Descent on x² from 7.
fn run(rate: f64, steps: u64) -> RunPath {
    let mut x = 7.0;
    let steps = (0..=steps)
        .map(|k| {
            let step = PathStep { k, x, value: x * x, slope: 2.0 * x };
            x -= rate * 2.0 * x;
            step
        })
        .collect();
    RunPath { label: format!("rate {rate}"), steps }
}

fn options(x_range: Option<(f64, f64)>, y_range: Option<(f64, f64)>) -> PlotOptions {
    PlotOptions { x_range, y_range, ..PlotOptions::default() }
}

fn panel(x: (f64, f64), y: (f64, f64)) -> Panel {
    Panel::new(Axis::linear("x", x), Axis::linear("y", y))
}

/// The frame of the first panel, in sheet units as in the document.
fn frame_of(figure: &Figure) -> Rect {
    let figure = made_drawable(figure);
    let (layout, _) = arrange(&figure, &Metrics::of(figure.size));
    let rect = layout.frames[0].rect;
    Rect { left: rect.left * 10.0, top: rect.top * 10.0, right: rect.right * 10.0, bottom: rect.bottom * 10.0 }
}

/// The places of all lines of a series, by its number in the first panel.
fn lines(document: &Document, series: usize) -> Vec<Vec<Point>> {
    let group = document
        .descendants()
        .find(|n| n.attribute("id").is_some_and(|id| id.ends_with(&format!("-0-{series}"))))
        .expect("the series has a group");
    group.children().filter(|n| n.has_tag_name("polyline")).map(places).collect()
}

fn places(node: Node) -> Vec<Point> {
    let number = |t: &str| t.parse::<f64>().expect("a number");
    let pair = |p: &str| {
        let (x, y) = p.split_once(',').expect("a pair");
        (number(x), number(y))
    };
    node.attribute("points").expect("points").split(' ').map(pair).collect()
}

#[test]
fn a_curve_that_leaves_the_frame_keeps_its_slope() {
    let figure = curves(vec![parabola()], "x", (0.0, 2.0), &options(None, Some((0.0, 1.0))));
    let text = svg(&figure).expect("draws");
    let document = Document::parse(&text).expect("is XML");
    let frame = frame_of(&figure).grown(1.0);
    let line = &lines(&document, 0)[0];
    assert!(line.iter().all(|&p| frame.contains(p)));
    // x² reaches 1 in the middle of 0..2, with slope 2 there.
    let [.., before, last] = line.as_slice() else { panic!("too short") };
    let middle = (frame.left + frame.right) / 2.0;
    assert!((last.0 - middle).abs() < 3.0, "{last:?} {middle}");
    let slope = (before.1 - last.1) / (last.0 - before.0) / frame.height() * frame.width() / 2.0;
    assert!((slope - 2.0).abs() < 0.1, "{slope}");
}

#[test]
fn a_diverging_path_ends_with_an_arrow_at_the_frame() {
    let path = run(1.1, 40);
    let figure = descent(parabola(), "x", &[path], &[], &options(Some((-10.0, 10.0)), None));
    let text = svg(&figure).expect("draws");
    let document = Document::parse(&text).expect("is XML");
    let frame = frame_of(&figure).grown(1.0);
    for line in lines(&document, 1) {
        assert!(line.iter().all(|&p| frame.contains(p)));
    }
    let group =
        document.descendants().find(|n| n.attribute("id").is_some_and(|id| id.ends_with("-0-1"))).expect("path");
    let arrow = group.children().find(|n| n.has_tag_name("polygon") && n.attribute("stroke").is_none()).expect("arrow");
    let (x, y) = places(arrow)[0];
    let off = [x - frame.left, frame.right - x, y - frame.top, frame.bottom - y];
    assert!(off.iter().any(|d| (0.0..=2.5).contains(d)), "the tip touches an edge: {off:?}");
}

#[test]
fn values_that_are_not_finite_are_gaps() {
    let mut panel = panel((0.0, 4.0), (0.0, 4.0));
    let points =
        vec![(0.0, 1.0), (1.0, 2.0), (2.0, f64::NAN), (3.0, 1.0), (4.0, f64::INFINITY), (3.5, 2.0), (4.0, 3.0)];
    panel.series.push(Series::line(None, points, 0));
    let text = svg(&Figure::single("", panel)).expect("draws");
    assert_eq!(lines(&Document::parse(&text).expect("is XML"), 0).len(), 2, "a single point between gaps is no line");
}

#[test]
fn no_line_runs_through_the_poles_of_tan() {
    let figure = curves(vec![Curve::new("tan x", real::tan)], "x", (-10.0, 10.0), &PlotOptions::default());
    let text = svg(&figure).expect("draws");
    let drawn = lines(&Document::parse(&text).expect("is XML"), 0);
    assert_eq!(drawn.len(), 7);
    // On the sheet down is positive, so a rising branch falls.
    assert!(drawn.iter().all(|line| line.windows(2).all(|w| w[1].1 <= w[0].1)));
}

#[test]
fn a_legend_covers_nothing() {
    let runs: Vec<RunPath> = [0.01, 0.1, 0.9, 1.1].map(|r| run(r, 10)).into();
    for figure in [
        iterates(&runs, "x", "f(x)", &[0.0], &PlotOptions::default()),
        values(&runs, "x", "f(x)", &PlotOptions::default()),
        descent(parabola(), "x", &runs[..2], &[(0.0, 0.0)], &PlotOptions::default()),
    ] {
        let measure = Metrics::of(figure.size);
        let drawable = made_drawable(&figure);
        let (layout, legend) = arrange(&drawable, &measure);
        let (_, place) = legend.expect("has a legend");
        let area = match place {
            LegendPlacement::Column(area) | LegendPlacement::Rows(area) => area,
        };
        let drawn = obstacles(&drawable.panels[0], &layout.frames[0], &measure);
        assert_eq!(drawn.covered(&area), 0.0);
        let sheet = Rect::sized(0.0, 0.0, f64::from(figure.size.0), f64::from(figure.size.1));
        assert!(sheet.encloses(&area), "{area:?}");
    }
}

#[test]
fn a_full_frame_sends_the_legend_outside() {
    let mut panel = panel((0.0, 1.0), (0.0, 1.0));
    for i in 0..40 {
        let y = f64::from(i) / 39.0;
        panel.series.push(Series::line((i == 0).then(|| "full".to_string()), vec![(0.0, y), (1.0, y)], i as usize));
    }
    let figure = Figure::single("", panel);
    let measure = Metrics::of(figure.size);
    let (layout, legend) = arrange(&figure, &measure);
    match legend.expect("has a legend").1 {
        LegendPlacement::Column(area) | LegendPlacement::Rows(area) => {
            assert_eq!(area.overlap(&layout.frames[0].rect), 0.0);
        }
    }
}

#[test]
fn every_marker_says_where_it_is() {
    let figure = descent(parabola(), "x", &[run(0.1, 9)], &[(0.0, 0.0)], &PlotOptions::default());
    let text = svg(&figure).expect("draws");
    let document = Document::parse(&text).expect("is XML");
    let tips: Vec<&str> = document
        .descendants()
        .filter(|n| n.has_tag_name("title") && n.parent().is_some_and(|p| p.has_tag_name("circle")))
        .filter_map(|n| n.text())
        .collect();
    assert!(tips.contains(&"k = 3: x = 3.584, f(x) = x² = 12.8451"), "{tips:?}");
    assert!(text.contains(">start (7, 49)</text>") && text.contains(">minimum (0, 0)</text>"));
}

#[test]
fn the_document_is_labelled_and_has_its_size() {
    let options = PlotOptions { title: Some("a < b & \"c\" θ₁".into()), ..PlotOptions::default() };
    let figure = curves(vec![parabola()], "θ₁ <&\"\u{0}", (0.0, 1.0), &options);
    let text = svg(&figure).expect("draws");
    let document = Document::parse(&text).expect("is XML");
    let root = document.root_element();
    assert_eq!(
        (root.attribute("width"), root.attribute("viewBox"), root.attribute("role")),
        (Some("720"), Some("0 0 7200 4500"), Some("img"))
    );
    let title = root.first_element_child().expect("the title comes first");
    assert_eq!(title.text(), Some("a < b & \"c\" θ₁"));
    let ids: Vec<&str> = document.descendants().filter_map(|n| n.attribute("id")).collect();
    let prefix = &ids[0][..9];
    assert!(ids.iter().all(|id| id.starts_with(prefix)));
}

#[test]
fn equal_figures_give_equal_bytes_and_others_other_ids() {
    let draw = |rate| svg(&descent(parabola(), "x", &[run(rate, 9)], &[], &PlotOptions::default())).expect("draws");
    assert_eq!(draw(0.1), draw(0.1));
    let id = |text: &str| text.split("id=\"").nth(1).map(|t| t[..9].to_string());
    assert_ne!(id(&draw(0.1)), id(&draw(0.2)));
}

#[test]
fn a_log_axis_has_powers_of_ten_and_a_note_on_what_is_left_out() {
    let mut path = run(0.1, 60);
    path.steps[60].value = 0.0;
    let options = PlotOptions { log: true, ..PlotOptions::default() };
    let text = svg(&values(&[path], "x", "f(x)", &options)).expect("draws");
    assert!(text.contains(">10⁻⁶</text>") && text.contains(">10⁰</text>"));
    assert!(text.contains("1 value that is not positive"));
}

#[test]
fn dashes_are_one_attribute() {
    let mut panel = panel((0.0, 1.0), (0.0, 1.0));
    panel.series.push(Series::line(None, vec![(0.0, 0.0), (1.0, 1.0)], 0).dashed(Dash::Dashed));
    let text = svg(&Figure::single("", panel)).expect("draws");
    assert_eq!(text.matches("stroke-dasharray=\"70 40\"").count(), 1);
}

#[test]
fn long_paths_stay_small() {
    let mut x = 0.3;
    let steps = (0..100_000u64)
        .map(|k| {
            x *= 3.9 * (1.0 - x);
            PathStep { k, x, value: x * x, slope: 2.0 * x }
        })
        .collect();
    let path = RunPath { label: String::new(), steps };
    let options = PlotOptions::default();
    for figure in [
        iterates(std::slice::from_ref(&path), "x", "f(x)", &[], &options),
        descent(parabola(), "x", &[path], &[], &options),
    ] {
        let text = svg(&figure).expect("draws");
        assert!(text.len() < 100_000, "{}", text.len());
    }
}

#[test]
fn tangents_of_a_long_run_are_at_most_twelve_with_both_ends() {
    let figure = tangents(parabola(), "x", &run(0.1, 30), &PlotOptions::default());
    assert_eq!((figure.panels.len(), figure.columns), (12, 4));
    assert!(figure.panels[0].title.starts_with("k = 0:"));
    assert!(figure.panels[11].title.starts_with("k = 30:"));
    assert_eq!(figure.panels[0].texts, ["slope 14"]);
}

#[test]
fn a_plane_shows_contours_and_path() {
    let steps = (0..20)
        .map(|k| PlaneStep { k, x: 2.0 * 0.8f64.powi(k as i32), y: 0.5f64.powi(k as i32), value: 1.0 })
        .collect();
    let surface = Surface {
        label: "g".into(),
        unknowns: ("x".into(), "y".into()),
        evaluate: Box::new(|x, y| x * x + 4.0 * y * y),
    };
    let path = PlanePath { label: String::new(), steps };
    let figure = plane(surface, &[path], &[(0.0, 0.0)], &PlotOptions::default());
    let contours = figure.panels[0].series.iter().filter(|s| matches!(s.color, Color::Level(_))).count();
    assert!((5..=20).contains(&contours), "{contours}");
    Document::parse(&svg(&figure).expect("draws")).expect("is XML");
}

/// Numbers that break careless arithmetic.
const ODD: [f64; 9] = [0.0, -0.0, 1e300, -1e300, 1e-320, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 1.0];

#[test]
fn odd_numbers_and_sizes_never_panic() {
    for size in [(0, 0), (100, 80), (1, 5_000), (u32::MAX, 3)] {
        for a in ODD {
            for b in ODD {
                let options =
                    PlotOptions { size: Some(size), x_range: Some((a, b)), log: true, ..PlotOptions::default() };
                let step = |k, x, value| PathStep { k, x, value, slope: a };
                let path = RunPath {
                    label: "<&>".into(),
                    steps: vec![step(0, a, b), step(u64::MAX, b, a), step(3, 1.0, 1.0)],
                };
                let paths = [path];
                let figures = [
                    curves(vec![Curve::new("a", |_| a), Curve::new("b", |x| b * x)], "x", (a, b), &options),
                    descent(parabola(), "x", &paths, &[(a, b)], &PlotOptions { x_range: None, ..options.clone() }),
                    tangents(parabola(), "x", &paths[0], &PlotOptions { x_range: None, ..options.clone() }),
                    iterates(&paths, "x", "f(x)", &[a], &options),
                    values(&paths, "x", "f(x)", &options),
                ];
                for figure in figures {
                    let text = svg(&figure).expect("draws");
                    Document::parse(&text).expect("is XML");
                    assert!(!text.contains("NaN"));
                }
            }
        }
    }
}

#[test]
fn nothing_to_draw_is_said_and_empty_data_are_drawn() {
    let mut figure = Figure::single("", panel((0.0, 1.0), (0.0, 1.0)));
    figure.panels[0].series.push(Series { marker: Some(Marker::Plus), ..Series::line(None, Vec::new(), 0) });
    assert!(svg(&figure).is_ok());
    figure.panels.clear();
    assert_eq!(svg(&figure), Err(Error::Empty));
    assert!(svg(&descent(parabola(), "x", &[], &[], &PlotOptions::default())).is_ok());
    assert!(svg(&curves(Vec::new(), "x", (0.0, 1.0), &PlotOptions::default())).is_ok());
}
