package io.nightjar.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins numbers whose units go together, and says where they do not. Stateless. */
final class UnitCheck {
    private static final double HUNDRED = 100;

    private UnitCheck() {}

    static Node compared(Node left, int leftAt, Comparison comparison, Node right, int rightAt)
            throws ExpressionException {
        number(left.kind(), leftAt);
        number(right.kind(), rightAt);
        Kind common = Kind.common(left.kind(), right.kind());
        if (common == null) {
            throw mismatch("compared with", left.kind(), right.kind(), rightAt);
        }
        return new Node.Compared(as(common, left), comparison, as(common, right));
    }

    static Kind added(Kind left, int leftAt, Kind right, int rightAt) throws ExpressionException {
        number(left, leftAt);
        number(right, rightAt);
        Kind common = Kind.common(left, right);
        boolean ambiguous = left == Kind.NUMBER && right == Kind.WRITTEN_PERCENT
                || left == Kind.WRITTEN_PERCENT && right == Kind.NUMBER;
        if (ambiguous) {
            throw new ExpressionException(
                    right.words() + " cannot be added to " + left.words() + "; write both in percent, or neither",
                    rightAt + 1);
        }
        if (common == null) {
            throw mismatch("added to", left, right, rightAt);
        }
        return common;
    }

    static Node sum(List<Node> parts, List<Boolean> subtracted, Kind kind) {
        List<Node> same = new ArrayList<>(parts.size());
        for (Node part : parts) {
            same.add(as(kind, part));
        }
        return new Node.Sum(List.copyOf(same), List.copyOf(subtracted), kind);
    }

    static Node scaled(Node left, boolean divided, Node right, int at) throws ExpressionException {
        Kind kind = divided ? Kind.quotient(left.kind(), right.kind()) : Kind.product(left.kind(), right.kind());
        if (kind == null) {
            throw new ExpressionException(
                    left.kind().words() + " cannot be " + (divided ? "divided by " : "multiplied by ")
                            + right.kind().words(),
                    at + 1);
        }
        boolean asWritten = kind == Kind.WRITTEN_PERCENT || divided && left.kind() == right.kind();
        Node one = asWritten ? left : asFactor(left);
        Node other = asWritten ? right : asFactor(right);
        return new Node.Scaled(one, divided, other, kind);
    }

    /** What was written with a percent sign is a factor of a hundredth. */
    private static Node asFactor(Node node) {
        return node.kind() == Kind.WRITTEN_PERCENT ? as(Kind.NUMBER, node) : node;
    }

    /** The same number where it stands beside others of a kind; of a product only one factor is in percent. */
    private static Node as(Kind kind, Node node) {
        if (node.kind() != Kind.WRITTEN_PERCENT || kind == Kind.WRITTEN_PERCENT) {
            return node;
        }
        if (node instanceof Node.Literal literal) {
            double value = kind == Kind.PERCENT ? literal.value() : literal.value() / HUNDRED;
            return new Node.Literal(value, kind, literal.written());
        }
        if (node instanceof Node.Negative negative) {
            return new Node.Negative(as(kind, negative.of()));
        }
        if (node instanceof Node.Sum sum) {
            return sum(sum.parts(), sum.subtracted(), kind);
        }
        if (node instanceof Node.Scaled scaled) {
            return new Node.Scaled(as(kind, scaled.left()), scaled.divided(), as(kind, scaled.right()), kind);
        }
        throw new IllegalArgumentException("not in percent: " + node);
    }

    private static void number(Kind kind, int at) throws ExpressionException {
        if (kind == Kind.TRUTH) {
            throw new ExpressionException("a condition is no number; join conditions by and, or", at + 1);
        }
    }

    private static ExpressionException mismatch(String verb, Kind left, Kind right, int at) {
        return new ExpressionException(
                right.words() + " cannot be " + verb + ' ' + left.words() + hint(left, right) + hint(right, left),
                at + 1);
    }

    private static String hint(Kind left, Kind right) {
        String example = example(left);
        return right == Kind.NUMBER && example != null ? "; give the number a unit, such as " + example : "";
    }

    private static @Nullable String example(Kind kind) {
        return switch (kind) {
            case DURATION -> "300ms";
            case RATE -> "10/s";
            default -> null;
        };
    }
}
