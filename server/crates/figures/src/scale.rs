//! Axes, as the browser has them too.

pub(super) use axes::{Scale, ScaleKind, Tick, plain};

#[cfg(test)]
mod tests {
    use super::{super::moment, *};

    fn labels(kind: ScaleKind, from: f64, to: f64, wanted: usize) -> String {
        let scale = Scale::around(kind, [from, to]).rounded(wanted);
        let ticks = scale.ticks(wanted, &languages::english());
        assert!(ticks.iter().all(|tick| (0.0..=1.0).contains(&scale.position(tick.value))));
        ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_are_round() {
        for (from, to, expected) in [
            (0.0, 20.0, "0 5 10 15 20"),
            (3.0, 97.0, "0 20 40 60 80 100"),
            (-1.0, 1.0, "−1.0 −0.5 0 0.5 1.0"),
            (0.0, 0.0012, "0 0.0005 0.0010 0.0015"),
            (0.0, 48_000.0, "0 10k 20k 30k 40k 50k"),
            (0.0, 2_500_000.0, "0 0.5M 1.0M 1.5M 2.0M 2.5M"),
            (0.0, 9000.0, "0 2k 4k 6k 8k 10k"),
            (7.0, 7.0, "2 4 6 8 10 12"),
        ] {
            assert_eq!(labels(ScaleKind::Linear, from, to, 5), expected);
        }
        assert_eq!(labels(ScaleKind::Count, 0.0, 2.0, 5), "0 1 2");
    }

    #[test]
    fn powers_of_ten_are_decades() {
        for (from, to, expected) in [
            (3.0, 80.0, "1 2 5 10 20 50 100"),
            (0.02, 30.0, "0.01 0.1 1 10 100"),
            (1.0, 1e6, "1 100 10k 1M"),
            (10.0, 10.0, "10 20 50 100"),
        ] {
            assert_eq!(labels(ScaleKind::Log, from, to, 5), expected);
        }
    }

    #[test]
    fn times_have_the_steps_of_clocks_and_calendars() {
        let at = |text: &str| moment::read(text).expect(text).expect(text).0.seconds();
        for (from, to, wanted, expected) in [
            ("2026-03-01 14:02", "2026-03-01 14:50", 6, "14:10 14:20 14:30 14:40 14:50"),
            (
                "2026-03-01 14:02:03",
                "2026-03-01 14:02:14",
                6,
                "14:02:04 14:02:06 14:02:08 14:02:10 14:02:12 14:02:14",
            ),
            ("2026-03-01 18:00", "2026-03-02 12:00", 4, "18:00 Mar 2 06:00 12:00"),
            ("2026-03-01", "2026-03-07", 6, "Mar 1 Mar 2 Mar 3 Mar 4 Mar 5 Mar 6 Mar 7"),
            ("2026-03-01", "2026-04-07", 6, "Mar 2 Mar 9 Mar 16 Mar 23 Mar 30 Apr 6"),
            ("2025-11-05", "2026-04-07", 6, "Dec 2025 Jan 2026 Feb Mar Apr"),
            ("2020-01-01", "2026-04-07", 7, "2020 2021 2022 2023 2024 2025 2026"),
            ("1900-01-01", "2026-04-07", 5, "1900 1950 2000"),
        ] {
            assert_eq!(labels(ScaleKind::Time, at(from), at(to), wanted), expected, "{from}");
        }
        assert_eq!(
            labels(ScaleKind::Clock, at("23:00"), at("23:30"), 3),
            "23:00 23:10 23:20 23:30"
        );
    }
}
