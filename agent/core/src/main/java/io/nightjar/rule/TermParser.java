package io.nightjar.rule;

import io.nightjar.match.Glob;
import io.nightjar.match.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads terms. Confined to one thread. */
final class TermParser {
    private static final String LAYER = "layer:";
    static final List<String> MEMORY_KINDS = List.of("gpu", "container", "host", "heap", "direct");
    static final List<String> LAYERS = List.of("orchestration", "framework", "client", "engine", "custom");
    static final List<String> OTHERS = List.of("memory", "cpu", "gpu_utilization", "gc_pause", "before", "absent");

    private final String text;
    private final Cursor cursor;
    private final @Nullable String operation;
    private final List<Integer> operationSigns = new ArrayList<>();

    TermParser(String text, Cursor cursor, @Nullable String operation) {
        this.text = text;
        this.cursor = cursor;
        this.operation = operation;
    }

    List<Integer> operationSigns() {
        return operationSigns;
    }

    /** A term, or whether one is absent. */
    Node read() throws ExpressionException {
        cursor.skipBlanks();
        if (!cursor.takesWord("absent")) {
            return term();
        }
        open("absent");
        Node.Asked of = term();
        close();
        return new Node.Absent(of);
    }

    Node.Asked term() throws ExpressionException {
        cursor.skipBlanks();
        int begin = cursor.position();
        String word = cursor.word();
        Term term = term(word, begin);
        return new Node.Asked(term, written(begin));
    }

    private Term term(String word, int begin) throws ExpressionException {
        switch (word) {
            case "memory" -> {
                open(word);
                Term memory = new Term.OfMemory(memoryKind());
                close();
                return memory;
            }
            case "cpu" -> {
                return closed(word, new Term.Cpu());
            }
            case "gpu_utilization" -> {
                return closed(word, new Term.GpuUtilization());
            }
            case "gc_pause" -> {
                open(word);
                Term pause = new Term.GcPause(Literals.window(cursor));
                close();
                return pause;
            }
            case "before" -> {
                return before();
            }
            default -> {
                return ofCalls(figure(word, begin));
            }
        }
    }

    private Term closed(String word, Term term) throws ExpressionException {
        open(word);
        close();
        return term;
    }

    private Term before() throws ExpressionException {
        open("before");
        Duration ago = Literals.ago(cursor);
        cursor.take(",", "in before(…) a comma comes after the duration");
        cursor.skipBlanks();
        int begin = cursor.position();
        String word = cursor.word();
        if (word.equals("before")) {
            throw new ExpressionException("before stands in no other before", begin + 1);
        }
        Term of = term(word, begin);
        close();
        return new Term.Before(ago, of);
    }

    private Figure figure(String word, int begin) throws ExpressionException {
        for (Figure figure : Figure.values()) {
            if (figure.text().equals(word)) {
                return figure;
            }
        }
        if (word.isEmpty()) {
            throw new ExpressionException("a term or a number is missing" + cursor.found(), begin + 1);
        }
        List<String> known = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            known.add(figure.text());
        }
        known.addAll(OTHERS);
        String nearest = Nearest.of(word, known);
        throw new ExpressionException(
                "unknown term '" + Cursor.shortened(word) + "'"
                        + (nearest.isEmpty()
                                ? "; allowed are " + String.join(", ", known)
                                : ", did you mean " + nearest),
                begin + 1);
    }

    private Term ofCalls(Figure figure) throws ExpressionException {
        open(figure.text());
        Selection selection = selection(figure);
        Duration window = null;
        if (cursor.takes(",")) {
            window = Literals.window(cursor);
        }
        close();
        return new Term.OfCalls(figure, selection, window);
    }

    private Selection selection(Figure figure) throws ExpressionException {
        cursor.skipBlanks();
        int begin = cursor.position();
        String name;
        if (cursor.peek() == '$') {
            operationSigns.add(begin);
            cursor.takes("$");
            name = operation == null ? "$" : operation;
            return new Selection(Selection.Scope.OPERATION, new Glob(name), labels(figure));
        }
        boolean quoted = cursor.peek() == '"';
        name = quoted ? cursor.quoted() : cursor.name();
        if (name.isEmpty()) {
            throw new ExpressionException(
                    figure.text() + " needs an operation, such as openai.chat, \"openai.chat-stream\" or layer:engine"
                            + cursor.found(),
                    begin + 1);
        }
        if (name.startsWith(LAYER)) {
            return new Selection(Selection.Scope.LAYER, new Glob(layer(name, begin)), labels(figure));
        }
        if (!quoted && !cursor.atEnd() && !"),{".contains(String.valueOf(cursor.peek()))) {
            throw cursor.problem("a name with such characters stands in double quotes" + cursor.found());
        }
        return new Selection(Selection.Scope.OPERATION, new Glob(name), labels(figure));
    }

    private static String layer(String name, int begin) throws ExpressionException {
        String layer = name.substring(LAYER.length());
        if (LAYERS.contains(layer)) {
            return layer;
        }
        throw new ExpressionException(
                "unknown layer '" + Cursor.shortened(layer) + "'; allowed are " + String.join(", ", LAYERS), begin + 1);
    }

    private Map<String, Glob> labels(Figure figure) throws ExpressionException {
        int begin = cursor.position();
        if (!cursor.takes("{")) {
            return Map.of();
        }
        if (!figure.isByLabels()) {
            throw new ExpressionException(
                    figure.text() + " is not known by labels; these are: " + figuresByLabels(), begin + 1);
        }
        Map<String, Glob> labels = new LinkedHashMap<>();
        do {
            cursor.skipBlanks();
            int nameAt = cursor.position();
            String name = cursor.word();
            if (name.isEmpty() || Cursor.isDigit(name.charAt(0))) {
                throw new ExpressionException("a label is written name=\"value\"" + cursor.found(), nameAt + 1);
            }
            cursor.take("=", "after a label's name comes =");
            if (cursor.peek() != '"') {
                throw cursor.problem("a label's value stands in double quotes" + cursor.found());
            }
            if (labels.put(name, new Glob(cursor.quoted())) != null) {
                throw new ExpressionException("the label " + name + " stands here twice", nameAt + 1);
            }
        } while (cursor.takes(","));
        cursor.take("}", "after a label's value comes a comma or }");
        return labels;
    }

    private static String figuresByLabels() {
        List<String> names = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            if (figure.isByLabels()) {
                names.add(figure.text());
            }
        }
        return String.join(", ", names);
    }

    private String memoryKind() throws ExpressionException {
        cursor.skipBlanks();
        int begin = cursor.position();
        String kind = cursor.word();
        if (MEMORY_KINDS.contains(kind)) {
            return kind;
        }
        String nearest = Nearest.of(kind, MEMORY_KINDS);
        throw new ExpressionException(
                (kind.isEmpty() ? "memory needs a kind" : "unknown memory '" + Cursor.shortened(kind) + "'")
                        + (kind.isEmpty() || nearest.isEmpty()
                                ? "; allowed are " + String.join(", ", MEMORY_KINDS)
                                : ", did you mean " + nearest),
                begin + 1);
    }

    /** The text since then, with the operation in the place of its sign. */
    private String written(int begin) {
        return operation == null
                ? cursor.since(begin)
                : Cursor.replaced(text, begin, cursor.lastEnd(), operationSigns, Operations.written(operation));
    }

    private void open(String word) throws ExpressionException {
        cursor.take("(", "after " + word + " comes (");
    }

    private void close() throws ExpressionException {
        cursor.take(")", "a parenthesis is not closed");
    }
}
