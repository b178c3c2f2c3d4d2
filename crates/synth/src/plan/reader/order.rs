//! What was named becomes steps and beds: what is heard one after the other, and what is heard
//! throughout.

use super::Draft;
use crate::{
    Class,
    place::Place,
    plan::{Distance, Layer, MOST_LAYERS, MOST_STEPS, Step},
};

/// Whether a sound goes on as long as it is let: what has no events to count, and stays when
/// something else happens.
pub(super) fn lasts(class: Class) -> bool {
    use Class::{
        Birds, Boiling, Bubbles, Crickets, Crowd, ElectricHum, Engine, Fire, Frying, Guitar,
        Helicopter, Insects, Music, Ocean, Piano, Rain, Spaceship, Stream, Texture, VacuumCleaner,
        WashingMachine, Waterfall, Wind, WindChimes,
    };
    matches!(
        class,
        Birds
            | Boiling
            | Bubbles
            | Crickets
            | Crowd
            | ElectricHum
            | Engine
            | Fire
            | Frying
            | Guitar
            | Helicopter
            | Insects
            | Music
            | Ocean
            | Piano
            | Rain
            | Spaceship
            | Stream
            | Texture
            | VacuumCleaner
            | WashingMachine
            | Waterfall
            | Wind
            | WindChimes
    )
}

/// Puts drafts in order. Where there are none, there is something to be heard otherwise.
pub(super) fn put(mut steps: Vec<Vec<Draft>>, otherwise: Class) -> (Vec<Step>, Vec<Layer>) {
    steps.retain(|step| !step.is_empty());
    if steps.len() > 1 {
        steps = steps.into_iter().flat_map(by_clauses).collect();
    }
    // Only a scene that something else happens in steps back.
    let is_all_around = steps.iter().flatten().all(|draft| draft.is_around);
    for draft in steps.iter_mut().flatten() {
        if draft.is_around && !is_all_around && draft.layer.distance == Distance::Here {
            draft.layer.distance = Distance::Behind;
        }
    }
    let mut beds = if steps.len() > 1 { take_beds(&mut steps) } else { Vec::new() };
    steps.retain(|step| !step.is_empty());
    if steps.len() < 2 {
        // There is no order in it, after all.
        let mut only: Vec<Draft> = steps.into_iter().flatten().chain(beds).collect();
        only.sort_by_key(|draft| draft.number);
        let mut layers = layers(only, MOST_LAYERS);
        if layers.is_empty() {
            layers.push(Layer::new(otherwise));
        }
        return (vec![Step { layers }], Vec::new());
    }
    steps.truncate(MOST_STEPS);
    beds.dedup_by_key(|draft| draft.layer.class);
    let beds = layers(beds, MOST_LAYERS / 2);
    let room = MOST_LAYERS - beds.len();
    let steps = steps.into_iter().map(|step| Step { layers: layers(step, room) }).collect();
    (steps, beds)
}

/// What a place sounds like where nothing else does.
pub(super) fn own_sound(place: Option<Place>) -> Class {
    match place {
        Some(Place::Church | Place::Cathedral) => Class::ChurchBells,
        Some(Place::Cave | Place::Tunnel) => Class::Drops,
        Some(Place::Canyon) => Class::Wind,
        Some(Place::Underwater) => Class::Bubbles,
        _ => Class::Texture,
    }
}

/// Where there is an order at all, events with a comma between them come one after the other, too.
/// What lasts goes along with what it stands beside.
fn by_clauses(step: Vec<Draft>) -> Vec<Vec<Draft>> {
    let mut parts: Vec<Vec<Draft>> = Vec::new();
    for draft in step {
        let is_event = |draft: &Draft| !lasts(draft.layer.class);
        match parts.last_mut() {
            Some(part)
                if part.last().is_some_and(|last| last.clause == draft.clause)
                    || !is_event(&draft)
                    || !part.iter().any(is_event) =>
            {
                part.push(draft);
            }
            _ => parts.push(vec![draft]),
        }
    }
    parts
}

/// Takes out what is heard throughout: what was said to be, and what lasts and stands with an
/// event in the first step.
fn take_beds(steps: &mut [Vec<Draft>]) -> Vec<Draft> {
    for (i, step) in steps.iter_mut().enumerate() {
        let has_event = step.iter().any(|draft| !lasts(draft.layer.class));
        let has_lasting = step.iter().any(|draft| lasts(draft.layer.class));
        // Of two that last, or two that don't, it is the one after "while".
        let is_mixed = has_event && has_lasting;
        let has_beside = step.iter().any(|draft| draft.is_beside);
        for draft in step.iter_mut() {
            draft.is_throughout |= match lasts(draft.layer.class) {
                true if is_mixed => has_beside || i == 0,
                false if is_mixed => false,
                _ => draft.is_beside,
            };
        }
    }
    let mut beds: Vec<Draft> = Vec::new();
    for step in steps.iter_mut() {
        let found = step.iter().filter(|draft| draft.is_throughout).copied();
        for draft in found {
            if beds.iter().all(|bed| bed.layer.class != draft.layer.class) {
                beds.push(draft);
            }
        }
    }
    let is_bed = |draft: &Draft| beds.iter().any(|bed| bed.layer.class == draft.layer.class);
    for step in steps.iter_mut() {
        step.retain(|draft| !is_bed(draft));
    }
    beds
}

/// The layers of one step: so many at most, and each with its part in the mix. What goes first is
/// what only a scene named, its faintest part before the others and never its last; then what was
/// named last.
fn layers(mut drafts: Vec<Draft>, most: usize) -> Vec<Layer> {
    while drafts.len() > most {
        let has_company = |draft: &Draft| {
            let own = drafts.iter().filter(|other| other.scene == draft.scene).count();
            draft.scene.is_some() && own > 1
        };
        let extra = drafts.iter().enumerate().filter(|(_, draft)| has_company(draft));
        let faintest = extra.min_by(|a, b| a.1.layer.gain.total_cmp(&b.1.layer.gain));
        let out = faintest.map_or(drafts.len() - 1, |(i, _)| i);
        drafts.remove(out);
    }
    drafts.into_iter().map(|draft| in_the_mix(draft.layer)).collect()
}

/// A faint sound is also a quieter one beside others, and so is a far one, but never gone.
fn in_the_mix(layer: Layer) -> Layer {
    let distance = match layer.distance {
        Distance::Close => 1.2,
        Distance::Here => 1.0,
        Distance::Behind => 0.4,
        Distance::Far => 0.5,
    };
    Layer { gain: layer.gain * (0.6 + 0.8 * layer.intensity) * distance, ..layer }
}
