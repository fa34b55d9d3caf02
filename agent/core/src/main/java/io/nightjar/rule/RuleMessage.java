package io.nightjar.rule;

import io.nightjar.alert.Figures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message with {@code {operation}}, {@code {rule}} and terms in braces. Immutable; equal where it is written the same. */
public final class RuleMessage {
    private static final String OPERATION = "operation";
    private static final String RULE = "rule";

    private final String text;
    private final List<Part> parts;
    private final boolean operation;
    private final boolean forEach;

    private RuleMessage(String text, @Nullable String about) throws ExpressionException {
        this.text = text;
        List<Part> read = new ArrayList<>();
        boolean namesOperation = false;
        boolean aboutEach = false;
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            int plainEnd = open < 0 ? text.length() : open;
            if (plainEnd > at) {
                read.add(new Plain(text.substring(at, plainEnd)));
            }
            if (open < 0) {
                break;
            }
            int close = end(text, open);
            String inside = text.substring(open + 1, close).strip();
            if (inside.equals(OPERATION) || inside.equals(RULE)) {
                namesOperation |= inside.equals(OPERATION);
                read.add(new Name(inside.equals(OPERATION)));
            } else {
                TermText term = TermText.read(text, open + 1, close, about);
                aboutEach |= term.forEach();
                read.add(new Value(term.term()));
            }
            at = close + 1;
        }
        parts = List.copyOf(read);
        operation = namesOperation;
        forEach = aboutEach;
    }

    private sealed interface Part {}

    private record Plain(String text) implements Part {}

    private record Name(boolean ofOperation) implements Part {}

    private record Value(Term term) implements Part {}

    /** A term in braces. */
    private record TermText(Term term, boolean forEach) {
        static TermText read(String text, int begin, int end, @Nullable String about) throws ExpressionException {
            String inside = text.substring(begin, end);
            Cursor cursor = new Cursor(inside);
            TermParser parser = new TermParser(inside, cursor, about);
            try {
                Term term = parser.term().term();
                if (!cursor.atEnd()) {
                    throw cursor.problem("after a term comes }" + cursor.found());
                }
                return new TermText(term, !parser.operationSigns().isEmpty());
            } catch (ExpressionException wrong) {
                throw new ExpressionException(
                        "{" + Cursor.shortened(inside.strip()) + "} is neither {operation}, {rule} nor a term: "
                                + wrong.reason(),
                        begin + wrong.character());
            }
        }
    }

    /** The brace that closes, behind those that label sets and quotes hold. */
    private static int end(String text, int open) throws ExpressionException {
        int depth = 0;
        boolean quoted = false;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (!quoted && c == '{') {
                depth++;
            } else if (!quoted && c == '}' && --depth == 0) {
                return i;
            }
        }
        throw new ExpressionException("a brace is not closed", open + 1);
    }

    /** @throws ExpressionException where something in braces is none of these */
    public static RuleMessage parse(String text) throws ExpressionException {
        return new RuleMessage(text, null);
    }

    /** Whether it names the operation, or holds {@code $}: only a rule for each operation can. */
    public boolean needsOperation() {
        return operation || forEach;
    }

    /** The same about one operation. */
    public RuleMessage about(String about) {
        try {
            return forEach ? new RuleMessage(text, about) : this;
        } catch (ExpressionException readBefore) {
            throw new AssertionError(text, readBefore);
        }
    }

    /**
     * Makes it ready to be written, again and again.
     *
     * @param operationName empty where the rule is about none
     */
    public Text bind(String rule, String operationName, TermSource source) {
        Compiler compiler = new Compiler(source);
        List<Text> texts = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (part instanceof Plain plain) {
                texts.add(plain::text);
            } else if (part instanceof Name name) {
                texts.add(() -> name.ofOperation() ? operationName : rule);
            } else if (part instanceof Value value) {
                TermSource.Reading reading = compiler.reading(value.term());
                texts.add(() -> written(value.term().unit(), reading.value()));
            }
        }
        return () -> {
            StringBuilder all = new StringBuilder();
            for (Text one : texts) {
                all.append(one.write());
            }
            return all.toString();
        };
    }

    /** A number as messages show it. */
    private static String written(Unit unit, double value) {
        if (!Double.isFinite(value)) {
            return "no data";
        }
        return switch (unit) {
            case DURATION -> Figures.fixed(value, 2) + "ms";
            case SHARE -> Figures.fixed(value * 100, 2) + "%";
            case RATE -> Figures.fixed(value, 2) + "/s";
            case PERCENT -> Figures.fixed(value, 1) + "%";
            case COUNT, NUMBER -> value == Math.rint(value) ? Figures.shortest(value) : Figures.fixed(value, 2);
        };
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RuleMessage message && text.equals(message.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** A message that can be written. */
    @FunctionalInterface
    public interface Text {
        /** With the numbers of now. */
        String write();
    }
}
