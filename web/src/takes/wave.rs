//! The waveform, drawn. While there is nothing to show it is a row of dots, and progress goes
//! along it; the bars then stand where the dots were.

use foley_browser::{Listener, Resizes};
use foley_engine::Peaks;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::geometry::{Bar, Grid};
use super::rise::rise;

/// A canvas's size: CSS pixels, and how many of the device's make one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Size {
    width: f64,
    height: f64,
    scale: f64,
}

/// The waveform. It decorates: what it says is said in words beside it.
#[component]
pub(super) fn Wave(
    /// What it shows; dots, where there is nothing yet.
    #[prop(into)]
    peaks: Signal<Option<Peaks>>,
    /// How much of it is done or played, from 0 to 1.
    #[prop(into)]
    done: Signal<f64>,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let size = RwSignal::new(Size::default());
    let theme = RwSignal::new(0_u32);
    let guards = StoredValue::new_local(None);

    canvas.on_load(move |canvas| {
        let watched = canvas.clone();
        let resizes = Resizes::new(&canvas, move || {
            // The card may be going.
            let _ = size.try_set(size_of(&watched));
        });
        guards.set_value(Some((resizes.ok(), watch_theme(theme))));
        size.set(size_of(&canvas));
    });
    let risen = rise(peaks);
    let bars = Memo::new(move |_| {
        let Size { width, height, .. } = size.get();
        let grid = Grid::of(width);
        let risen = risen.get() as f32;
        let levels: Vec<f32> = peaks.with(|peaks| match peaks {
            Some(peaks) => peaks.bars(grid.count).iter().map(|level| level * risen).collect(),
            None => vec![0.0; grid.count],
        });
        (grid, grid.bars(height, &levels))
    });
    Effect::new(move || {
        theme.track();
        let Some(canvas) = canvas.get() else { return };
        bars.with(|(grid, bars)| draw(&canvas, size.get(), grid, bars, grid.before(done.get())));
    });
    view! { <canvas node_ref=canvas class="wave" aria-hidden="true"></canvas> }
}

fn size_of(canvas: &HtmlCanvasElement) -> Size {
    let scale = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).max(1.0);
    Size {
        width: f64::from(canvas.client_width()),
        height: f64::from(canvas.client_height()),
        scale,
    }
}

/// A canvas does not follow the colour scheme by itself.
fn watch_theme(theme: RwSignal<u32>) -> Vec<Listener> {
    let watch = |query: &str| {
        let list = web_sys::window()?.match_media(query).ok()??;
        Some(Listener::new(&list, "change", move |_| {
            theme.try_update(|changes| *changes += 1);
        }))
    };
    ["(prefers-color-scheme: dark)", "(forced-colors: active)"]
        .into_iter()
        .filter_map(watch)
        .collect()
}

fn draw(canvas: &HtmlCanvasElement, size: Size, grid: &Grid, bars: &[Bar], done: usize) {
    let (width, height) = ((size.width * size.scale) as u32, (size.height * size.scale) as u32);
    // Setting a size clears the canvas, even where it stays the same.
    if canvas.width() != width {
        canvas.set_width(width);
    }
    if canvas.height() != height {
        canvas.set_height(height);
    }
    let context = canvas.get_context("2d").ok().flatten();
    let Some(context) = context.and_then(|it| it.dyn_into::<CanvasRenderingContext2d>().ok())
    else {
        return;
    };
    let Some((rest, live)) = colours(canvas) else { return };
    // These can only fail on figures that are not finite, and all of ours are.
    let _ = context.set_transform(size.scale, 0.0, 0.0, size.scale, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, size.width, size.height);
    context.set_line_width(grid.thickness);
    context.set_line_cap("round");
    let (before, after) = bars.split_at(done.min(bars.len()));
    for (bars, colour) in [(before, live), (after, rest)] {
        context.set_stroke_style_str(&colour);
        context.begin_path();
        for bar in bars {
            context.move_to(bar.x, bar.top);
            context.line_to(bar.x, bar.bottom);
        }
        context.stroke();
    }
}

/// The two colours, as the style sheet has them on the canvas: what is to come in `color`, what is
/// done in `caret-color`. Both are resolved there, by theme and by forced colours.
fn colours(canvas: &HtmlCanvasElement) -> Option<(String, String)> {
    let style = web_sys::window()?.get_computed_style(canvas).ok()??;
    let colour = |name: &str| style.get_property_value(name).ok();
    Some((colour("color")?, colour("caret-color")?))
}
