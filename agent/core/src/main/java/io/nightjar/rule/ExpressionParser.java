package io.nightjar.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an expression from left to right and checks what is compared with what. Confined to one thread. */
final class ExpressionParser {
    static final int MOST_CHARACTERS = 10_000;
    static final int DEEPEST = 100;
    static final int MOST_PRODUCTS = 400;

    private static final String CONDITION_EXPECTED =
            "a rule is a condition, such as p95(openai.chat) > 2s; this is only ";

    private final String text;
    private final Cursor cursor;
    private final TermParser terms;
    private int depth;
    private int products;

    /** @param operation what {@code $} stands for; null where that is not known yet */
    ExpressionParser(String text, @Nullable String operation) {
        this.text = text;
        cursor = new Cursor(text);
        terms = new TermParser(text, cursor, operation);
    }

    Node parse() throws ExpressionException {
        if (text.length() > MOST_CHARACTERS) {
            throw new ExpressionException(
                    "an expression has at most " + MOST_CHARACTERS + " characters, this one has " + text.length()
                            + ": split it into several rules",
                    MOST_CHARACTERS + 1);
        }
        if (cursor.atEnd()) {
            throw cursor.problem("an expression is empty; write for example p95(openai.chat) > 2s");
        }
        int begin = cursor.position();
        Node node = any();
        if (!cursor.atEnd()) {
            throw cursor.problem("after a condition comes and, or, or the end" + cursor.found());
        }
        if (node.kind() != Kind.TRUTH) {
            throw new ExpressionException(CONDITION_EXPECTED + node.kind().words(), begin + 1);
        }
        return node;
    }

    /** Where {@code $} stands. */
    List<Integer> operationSigns() {
        return terms.operationSigns();
    }

    private Node any() throws ExpressionException {
        return joined(false, "or");
    }

    private Node all() throws ExpressionException {
        return joined(true, "and");
    }

    private Node joined(boolean all, String word) throws ExpressionException {
        int begin = begin();
        Node first = all ? negation() : all();
        if (!cursor.takesWord(word)) {
            return first;
        }
        List<Node> parts = new ArrayList<>();
        parts.add(truth(first, begin, word));
        do {
            int next = begin();
            parts.add(truth(all ? negation() : all(), next, word));
        } while (cursor.takesWord(word));
        return new Node.Joined(all, List.copyOf(parts));
    }

    private Node negation() throws ExpressionException {
        cursor.skipBlanks();
        if (!cursor.takesWord("not")) {
            return comparison();
        }
        deeper();
        int begin = begin();
        Node node = new Node.Not(truth(negation(), begin, "not"));
        depth--;
        return node;
    }

    private static Node truth(Node node, int begin, String word) throws ExpressionException {
        if (node.kind() == Kind.TRUTH) {
            return node;
        }
        throw new ExpressionException(
                "'" + word + "' takes conditions; this is " + node.kind().words(), begin + 1);
    }

    private Node comparison() throws ExpressionException {
        int begin = begin();
        Node left = sum();
        Comparison comparison = sign();
        if (comparison == null) {
            return left;
        }
        int second = begin();
        Node right = sum();
        int third = begin();
        if (sign() != null) {
            throw new ExpressionException("only two numbers are compared at once; join comparisons by and", third + 1);
        }
        return UnitCheck.compared(left, begin, comparison, right, second);
    }

    private @Nullable Comparison sign() throws ExpressionException {
        for (Comparison comparison : Comparison.values()) {
            if (cursor.takes(comparison.sign)) {
                return comparison;
            }
        }
        if (cursor.peek() == '=') {
            throw cursor.problem("equality is written ==");
        }
        return null;
    }

    private Node sum() throws ExpressionException {
        int begin = begin();
        Node first = product();
        List<Node> parts = new ArrayList<>(1);
        List<Boolean> subtracted = new ArrayList<>(1);
        Kind kind = first.kind();
        parts.add(first);
        subtracted.add(false);
        while (cursor.peek() == '+' || cursor.peek() == '-') {
            boolean minus = cursor.takes("-");
            if (!minus) {
                cursor.takes("+");
            }
            int next = begin();
            Node part = product();
            kind = UnitCheck.added(kind, begin, part.kind(), next);
            parts.add(part);
            subtracted.add(minus);
        }
        return parts.size() == 1 ? first : UnitCheck.sum(parts, subtracted, kind);
    }

    private Node product() throws ExpressionException {
        Node left = signed();
        int links = 0;
        while (cursor.peek() == '*' || cursor.peek() == '/') {
            int begin = begin();
            boolean divided = cursor.takes("/");
            if (!divided) {
                cursor.takes("*");
            }
            if (++links > DEEPEST) {
                throw new ExpressionException("more than " + DEEPEST + " products in a row", begin + 1);
            }
            if (++products > MOST_PRODUCTS) {
                throw new ExpressionException(
                        "an expression has at most " + MOST_PRODUCTS + " products and quotients", begin + 1);
            }
            left = UnitCheck.scaled(left, divided, signed(), begin);
        }
        return left;
    }

    private Node signed() throws ExpressionException {
        if (!cursor.takes("-")) {
            return primary();
        }
        deeper();
        int begin = begin();
        Node of = signed();
        depth--;
        if (of.kind() == Kind.TRUTH) {
            throw new ExpressionException("a condition has no sign", begin + 1);
        }
        return new Node.Negative(of);
    }

    private Node primary() throws ExpressionException {
        char next = cursor.peek();
        if (cursor.takes("(")) {
            deeper();
            Node node = any();
            cursor.take(")", "a parenthesis is not closed");
            depth--;
            return node;
        }
        if (Cursor.isDigit(next) || next == '.') {
            return Literals.read(cursor);
        }
        return terms.read();
    }

    private int begin() {
        cursor.skipBlanks();
        return cursor.position();
    }

    private void deeper() throws ExpressionException {
        if (++depth > DEEPEST) {
            throw cursor.problem("an expression is nested at most " + DEEPEST + " deep");
        }
    }
}
