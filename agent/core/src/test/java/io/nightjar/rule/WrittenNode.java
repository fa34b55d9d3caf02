package io.nightjar.rule;

/** Writes a part of an expression with the fewest parentheses, so that it is read as the same again. */
final class WrittenNode {
    private WrittenNode() {}

    static String of(Node node) {
        if (node instanceof Node.Literal literal) {
            return literal.written();
        }
        if (node instanceof Node.Asked asked) {
            return asked.written();
        }
        if (node instanceof Node.Absent absent) {
            return "absent(" + of(absent.of()) + ")";
        }
        if (node instanceof Node.Not not) {
            return "not " + within(not.of(), binding(not));
        }
        if (node instanceof Node.Negative negative) {
            return "-" + within(negative.of(), binding(negative));
        }
        if (node instanceof Node.Compared compared) {
            String sign = compared.comparison().sign;
            return within(compared.left(), 4) + " " + sign + " " + within(compared.right(), 4);
        }
        if (node instanceof Node.Scaled scaled) {
            String sign = scaled.divided() ? " / " : " * ";
            return within(scaled.left(), 5) + sign + within(scaled.right(), 6);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < node.parts().size(); i++) {
            text.append(i == 0 ? "" : between(node, i))
                    .append(within(node.parts().get(i), binding(node) + 1));
        }
        return text.toString();
    }

    private static String between(Node node, int part) {
        if (node instanceof Node.Joined joined) {
            return joined.all() ? " and " : " or ";
        }
        return ((Node.Sum) node).subtracted().get(part) ? " - " : " + ";
    }

    private static String within(Node node, int least) {
        return binding(node) < least ? "(" + of(node) + ")" : of(node);
    }

    private static int binding(Node node) {
        if (node instanceof Node.Joined joined) {
            return joined.all() ? 1 : 0;
        }
        if (node instanceof Node.Not) {
            return 2;
        }
        if (node instanceof Node.Compared) {
            return 3;
        }
        if (node instanceof Node.Sum) {
            return 4;
        }
        if (node instanceof Node.Scaled) {
            return 5;
        }
        return node instanceof Node.Negative ? 6 : 7;
    }
}
