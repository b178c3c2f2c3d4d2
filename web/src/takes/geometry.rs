//! Where a waveform's bars stand. Pure: sizes in CSS pixels, levels and places from 0 to 1.

/// How a strip of some width is divided into bars.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// How many bars there are.
    pub count: usize,
    /// From one bar's middle to the next one's.
    pub pitch: f64,
    /// How thick a bar is.
    pub thickness: f64,
}

/// One bar, as a line with round ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Its middle, from the left.
    pub x: f64,
    /// Its upper end, from the top, without the round cap.
    pub top: f64,
    /// Its lower end, from the top, without the round cap.
    pub bottom: f64,
}

impl Grid {
    /// The grid for a strip. Narrow strips have finer bars, so that a phone shows as much.
    #[must_use]
    pub fn of(width: f64) -> Self {
        let (pitch, thickness) = if width < 400.0 { (4.0, 2.0) } else { (5.0, 3.0) };
        // A size that is not known yet is no room.
        let count = ((width.max(0.0) + pitch - thickness) / pitch) as usize;
        Self { count, pitch, thickness }
    }

    /// The bars of these levels, in a strip of this height. Silence is a dot.
    #[must_use]
    pub fn bars(&self, height: f64, levels: &[f32]) -> Vec<Bar> {
        let reach = ((height - self.thickness) / 2.0).max(0.0);
        let bar = |(index, level): (usize, &f32)| {
            let half = reach * f64::from(level.clamp(0.0, 1.0));
            Bar {
                x: index as f64 * self.pitch + self.thickness / 2.0,
                top: height / 2.0 - half,
                bottom: height / 2.0 + half,
            }
        };
        levels.iter().take(self.count).enumerate().map(bar).collect()
    }

    /// How many bars lie before a place in the sound.
    #[must_use]
    pub fn before(&self, place: f64) -> usize {
        // What is not a number is the beginning.
        (place.clamp(0.0, 1.0) * self.count as f64).round() as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_fill_the_strip_and_stay_in_it() {
        for width in [120.0, 318.5, 400.0, 911.0] {
            let grid = Grid::of(width);
            let bars = grid.bars(56.0, &vec![1.0; grid.count]);
            let last = bars.last().expect("there is room");
            let right = last.x + grid.thickness / 2.0;
            assert!(right <= width && right > width - grid.pitch, "{right} of {width}");
            assert_eq!(bars[0].x, grid.thickness / 2.0);
        }
    }

    #[test]
    fn the_loudest_bar_touches_both_edges_with_its_caps() {
        let grid = Grid::of(500.0);
        let bar = grid.bars(56.0, &[1.0])[0];
        assert_eq!((bar.top - 1.5, bar.bottom + 1.5), (0.0, 56.0));
    }

    #[test]
    fn silence_is_a_dot() {
        let bar = Grid::of(500.0).bars(56.0, &[0.0])[0];
        assert_eq!((bar.top, bar.bottom), (28.0, 28.0));
    }

    #[test]
    fn no_room_is_no_bar() {
        for width in [0.0, -10.0, f64::NAN] {
            let grid = Grid::of(width);
            assert_eq!(grid.bars(56.0, &[1.0, 1.0]), []);
        }
        assert_eq!(Grid::of(500.0).bars(0.0, &[1.0])[0].top, 0.0);
    }

    #[test]
    fn places_are_bars() {
        let grid = Grid::of(498.0);
        assert_eq!(grid.count, 100);
        assert_eq!(grid.before(0.0), 0);
        assert_eq!(grid.before(0.5), 50);
        assert_eq!(grid.before(1.0), 100);
        assert_eq!(grid.before(7.0), 100);
        assert_eq!(grid.before(f64::NAN), 0);
    }
}
