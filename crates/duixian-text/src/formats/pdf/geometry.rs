//! Matrices and rectangles of page space, in points. Printed figures never pass through here.

/// An affine map: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix {
    pub(super) a: f32,
    pub(super) b: f32,
    pub(super) c: f32,
    pub(super) d: f32,
    pub(super) e: f32,
    pub(super) f: f32,
}

impl Matrix {
    pub(super) const IDENTITY: Self = Self { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    #[expect(clippy::many_single_char_names, reason = "the standard's own names of the six numbers")]
    pub(super) fn new([a, b, c, d, e, f]: [f32; 6]) -> Self {
        Self { a, b, c, d, e, f }
    }

    pub(super) fn translation(e: f32, f: f32) -> Self {
        Self { e, f, ..Self::IDENTITY }
    }

    /// First `self`, then `next`.
    pub(super) fn then(self, next: Self) -> Self {
        Self {
            a: self.a * next.a + self.b * next.c,
            b: self.a * next.b + self.b * next.d,
            c: self.c * next.a + self.d * next.c,
            d: self.c * next.b + self.d * next.d,
            e: self.e * next.a + self.f * next.c + next.e,
            f: self.e * next.b + self.f * next.d + next.f,
        }
    }

    pub(super) fn apply(self, x: f32, y: f32) -> (f32, f32) {
        (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)
    }
}

/// An upright box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rectangle {
    pub(super) left: f32,
    pub(super) bottom: f32,
    pub(super) right: f32,
    pub(super) top: f32,
}

impl Rectangle {
    /// Nothing yet: grows by [`Rectangle::union`].
    pub(super) const NOTHING: Self =
        Self { left: f32::INFINITY, bottom: f32::INFINITY, right: f32::NEG_INFINITY, top: f32::NEG_INFINITY };

    pub(super) fn width(self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f32 {
        self.top - self.bottom
    }

    pub(super) fn is_empty(self) -> bool {
        // Also true of a box with a corner that is not a number.
        !(self.left < self.right && self.bottom < self.top)
    }

    pub(super) fn intersection(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }

    /// Turns the page clockwise by a multiple of 90 degrees: the map that does it, and the page it gives.
    pub(super) fn turned(self, degrees: i64) -> (Matrix, Self) {
        let (width, height) = (self.width(), self.height());
        let to_origin = Matrix::translation(-self.left, -self.bottom);
        let (turn, right, top) = match degrees.rem_euclid(360) {
            90 => (Matrix::new([0.0, -1.0, 1.0, 0.0, 0.0, width]), height, width),
            180 => (Matrix::new([-1.0, 0.0, 0.0, -1.0, width, height]), width, height),
            270 => (Matrix::new([0.0, 1.0, -1.0, 0.0, height, 0.0]), height, width),
            _ => (Matrix::IDENTITY, width, height),
        };
        (to_origin.then(turn), Self { left: 0.0, bottom: 0.0, right, top })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turned_pages_keep_their_corners() {
        let page = Rectangle { left: 10.0, bottom: 20.0, right: 110.0, top: 320.0 };
        for (degrees, lower_left) in [(0, (0.0, 0.0)), (90, (0.0, 100.0)), (180, (100.0, 300.0)), (-90, (300.0, 0.0))] {
            let (matrix, turned) = page.turned(degrees);
            assert_eq!(matrix.apply(10.0, 20.0), lower_left, "{degrees}");
            let (x, y) = matrix.apply(110.0, 320.0);
            assert!(x <= turned.right && y <= turned.top && x >= 0.0 && y >= 0.0);
        }
    }

    #[test]
    fn maps_are_applied_in_the_order_written() {
        let doubled = Matrix::new([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        assert_eq!(Matrix::translation(1.0, 1.0).then(doubled).apply(0.0, 0.0), (2.0, 2.0));
        assert_eq!(doubled.then(Matrix::translation(1.0, 1.0)).apply(0.0, 0.0), (1.0, 1.0));
    }
}
