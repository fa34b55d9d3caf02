package io.nightjar.export.metric;

import io.nightjar.log.NeutralText;
import java.util.ArrayList;
import java.util.List;

/** Makes labels of texts that come from the application. Stateless; thread-safe. */
final class LabelText {
    private static final int MOST_CHARS = 200;

    private LabelText() {}

    /** A value as it is shown: well-formed and not too long; different texts may become one. */
    static String of(String text) {
        return NeutralText.lines(NeutralText.cut(text, MOST_CHARS));
    }

    /** Labels of names and values by turns, of values that are shown as they are. */
    static MetricLabels labels(String... namesAndValues) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            names.add(namesAndValues[i]);
            values.add(namesAndValues[i + 1]);
        }
        return new MetricLabels(names, values);
    }
}
