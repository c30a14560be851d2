//! Names at the ends of lines, which must not cover each other.

/// The heights nearest to those that are wanted at which names keep a step apart and stand above a bottom;
/// nothing where one would be further than a step from its line.
pub fn apart(wanted: &[f64], step: f64, bottom: f64) -> Option<Vec<f64>> {
    let mut order: Vec<usize> = Vec::new();
    for (at, height) in wanted.iter().enumerate() {
        let place = order.partition_point(|known| wanted[*known] <= *height);
        order.insert(place, at);
    }
    let mut heights = wanted.to_vec();
    // Down from the top, then up from the bottom.
    let mut least = f64::NEG_INFINITY;
    for at in &order {
        heights[*at] = heights[*at].max(least);
        least = heights[*at] + step;
    }
    let mut most = bottom;
    for at in order.iter().rev() {
        heights[*at] = heights[*at].min(most);
        most = heights[*at] - step;
    }
    let is_near =
        |(height, wanted): (&f64, &f64)| *height >= 0.0 && (height - wanted).abs() <= step;
    heights.iter().zip(wanted).all(is_near).then_some(heights)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_apart_in_the_order_of_their_lines() {
        assert_eq!(apart(&[50.0, 10.0], 17.0, 100.0), Some(vec![50.0, 10.0]));
        assert_eq!(apart(&[50.0, 45.0], 17.0, 100.0), Some(vec![62.0, 45.0]));
        assert_eq!(apart(&[100.0, 98.0], 17.0, 100.0), Some(vec![100.0, 83.0]));
        assert_eq!(apart(&[], 17.0, 100.0), Some(vec![]));
    }

    #[test]
    fn names_that_would_stand_far_from_their_lines_are_none() {
        assert_eq!(apart(&[50.0, 50.0, 50.0], 17.0, 100.0), None);
        assert_eq!(apart(&[1.0, 2.0, 3.0], 17.0, 30.0), None);
    }
}
