package io.nightjar.rule;

import java.util.List;

/** A part of an expression, checked. Immutable. */
sealed interface Node {
    /** What it is. */
    Kind kind();

    /** What it is made of, in the order in which it is written. */
    List<Node> parts();

    /**
     * A number as it was written.
     *
     * @param value in the unit of its kind; in percent where it was written with a percent sign
     */
    record Literal(double value, Kind kind, String written) implements Node {
        @Override
        public List<Node> parts() {
            return List.of();
        }
    }

    /** A term, as it was written. */
    record Asked(Term term, String written) implements Node {
        @Override
        public Kind kind() {
            return Kind.of(term.unit());
        }

        @Override
        public List<Node> parts() {
            return List.of();
        }
    }

    /** Its opposite number. */
    record Negative(Node of) implements Node {
        @Override
        public Kind kind() {
            return of.kind();
        }

        @Override
        public List<Node> parts() {
            return List.of(of);
        }
    }

    /** Numbers that are added and, where it says so, subtracted. */
    record Sum(List<Node> parts, List<Boolean> subtracted, Kind kind) implements Node {}

    /** Two numbers that are multiplied or divided. */
    record Scaled(Node left, boolean divided, Node right, Kind kind) implements Node {
        @Override
        public List<Node> parts() {
            return List.of(left, right);
        }
    }

    /** Two numbers that are compared. */
    record Compared(Node left, Comparison comparison, Node right) implements Node {
        @Override
        public Kind kind() {
            return Kind.TRUTH;
        }

        @Override
        public List<Node> parts() {
            return List.of(left, right);
        }
    }

    /** Whether a term has no data. */
    record Absent(Asked of) implements Node {
        @Override
        public Kind kind() {
            return Kind.TRUTH;
        }

        @Override
        public List<Node> parts() {
            return List.of(of);
        }
    }

    /** Its opposite truth. */
    record Not(Node of) implements Node {
        @Override
        public Kind kind() {
            return Kind.TRUTH;
        }

        @Override
        public List<Node> parts() {
            return List.of(of);
        }
    }

    /** All, or any, of several truths. */
    record Joined(boolean all, List<Node> parts) implements Node {
        @Override
        public Kind kind() {
            return Kind.TRUTH;
        }
    }
}
