package io.nightjar.versions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a preset sees of a version of its library. Immutable.
 *
 * @param calls those of which a pattern means a method, in the order of the preset
 * @param lost what the agent says that it does not see
 */
record Seen(Map<String, Call> calls, List<String> lost) {
    /**
     * What is seen of a call.
     *
     * @param streams whether its chunks are
     * @param input whether its read tokens are counted
     * @param output whether its written tokens are, where the preset asks for them; else as {@code input}
     * @param model whether its model is told
     */
    record Call(boolean streams, boolean input, boolean output, boolean model) {}

    Seen {
        calls = new LinkedHashMap<>(calls);
        lost = List.copyOf(lost);
    }

    /** The cells of the page's row behind those of the version. */
    String cells() {
        return String.join(
                " | ",
                names(call -> true, false),
                names(Call::streams, false),
                tokens(),
                names(Call::model, true),
                lost.isEmpty() ? "–" : String.join(", ", lost));
    }

    private String tokens() {
        if (calls.values().stream().anyMatch(call -> call.input() != call.output())) {
            return calls.entrySet().stream()
                    .filter(each -> each.getValue().input() || each.getValue().output())
                    .map(each -> '`' + each.getKey() + '`' + only(each.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return names(Call::input, true);
    }

    private static String only(Call call) {
        return call.input() && call.output() ? "" : call.input() ? " (input)" : " (output)";
    }

    private String names(Predicate<Call> wanted, boolean canBeAll) {
        List<String> names = calls.entrySet().stream()
                .filter(each -> wanted.test(each.getValue()))
                .map(each -> '`' + each.getKey() + '`')
                .toList();
        if (canBeAll && names.size() > 1 && names.size() == calls.size()) {
            return "all";
        }
        return names.isEmpty() ? "–" : String.join(", ", names);
    }
}
