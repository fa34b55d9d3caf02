package io.nightjar.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A condition in the language of rules, checked. Immutable; equal where it is written the same. */
public final class Expression {
    /** As it was written, with {@code $} where it is about no operation yet. */
    private final String source;

    private final String text;
    private final Node node;
    private final boolean forEach;

    private Expression(String source, @Nullable String operation) throws ExpressionException {
        this.source = source;
        ExpressionParser parser = new ExpressionParser(source, operation);
        node = parser.parse();
        List<Integer> places = parser.operationSigns();
        forEach = !places.isEmpty();
        text = operation == null
                ? source
                : Cursor.replaced(source, 0, source.length(), places, Operations.written(operation));
    }

    /** @throws ExpressionException where it is none, or compares what cannot be compared */
    public static Expression parse(String text) throws ExpressionException {
        try {
            return new Expression(text.strip(), null);
        } catch (ExpressionException wrong) {
            int leading = text.length() - text.stripLeading().length();
            throw leading == 0 ? wrong : new ExpressionException(wrong.reason(), wrong.character() + leading);
        }
    }

    /** Whether {@code $} stands in it for an operation. */
    public boolean isForEach() {
        return forEach;
    }

    /** The same about one operation: its name in the place of each {@code $}. */
    public Expression about(String operation) {
        try {
            return forEach ? new Expression(source, operation) : this;
        } catch (ExpressionException readBefore) {
            throw new AssertionError(source, readBefore);
        }
    }

    /** The terms, each once, in the order in which they are written; of {@code before} the whole. */
    public List<Term> terms() {
        return List.copyOf(asked(Node.Asked::term).keySet());
    }

    /** Makes it ready to be judged, again and again. */
    public Evaluation bind(TermSource terms) {
        Compiler compiler = new Compiler(terms);
        Map<String, TermSource.Reading> readings = new LinkedHashMap<>();
        asked(Node.Asked::written).forEach((written, asked) -> readings.put(written, compiler.reading(asked.term())));
        return new Bound(compiler.truth(node), readings);
    }

    Node node() {
        return node;
    }

    private <K> Map<K, Node.Asked> asked(Function<Node.Asked, K> key) {
        Map<K, Node.Asked> found = new LinkedHashMap<>();
        List<Node> left = new ArrayList<>(List.of(node));
        while (!left.isEmpty()) {
            Node next = left.remove(left.size() - 1);
            if (next instanceof Node.Asked asked) {
                found.putIfAbsent(key.apply(asked), asked);
            }
            List<Node> parts = next.parts();
            for (int i = parts.size() - 1; i >= 0; i--) {
                left.add(parts.get(i));
            }
        }
        return found;
    }

    /** As it was written; about an operation, with its name. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Expression expression && text.equals(expression.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    private record Bound(Compiler.Truth truth, Map<String, TermSource.Reading> readings) implements Evaluation {
        @Override
        public boolean holds() {
            return truth.value() == Compiler.Truth.YES;
        }

        @Override
        public Map<String, @Nullable Double> values() {
            Map<String, @Nullable Double> values = new LinkedHashMap<>();
            readings.forEach((written, reading) -> {
                double value = reading.value();
                values.put(written, Double.isNaN(value) ? null : value);
            });
            return values;
        }
    }
}
