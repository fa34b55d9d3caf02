package io.nightjar.sink.protocol;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.IsoMillis;
import io.nightjar.log.NeutralText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The members of a group in words for people: a line each, the most important first, and how many more there are. Stateless. */
final class GroupLines {
    private static final int MESSAGE_CHARS = 300;

    private GroupLines() {}

    /**
     * One line.
     *
     * @param alert the member; null in the line that says how many more there are
     */
    record Line(@Nullable Alert alert, String text) {}

    /**
     * As many as fit.
     *
     * @param summary the group's
     * @param most how many lines at most, the last one included
     * @param size the size of a line
     */
    static List<Line> of(Alert summary, AlertGroup group, int most, int sizeLimit, ToIntFunction<Line> size) {
        List<Alert> members = GroupMembers.byImportance(group);
        int missing = GroupMembers.leftOutOf(summary);
        int places = members.size() + (missing > 0 ? 1 : 0) <= most ? members.size() : most - 1;
        int left = sizeLimit - size.applyAsInt(more(Integer.MAX_VALUE));
        List<Line> lines = new ArrayList<>(places + 1);
        for (int i = 0; i < places; i++) {
            Line line = new Line(members.get(i), line(members.get(i)));
            left -= size.applyAsInt(line);
            if (left < 0) {
                break;
            }
            lines.add(line);
        }
        int others = members.size() - lines.size() + missing;
        if (others > 0) {
            lines.add(more(others));
        }
        return lines;
    }

    /** The texts of as many as fit in so many characters, with a line end each. */
    static List<String> texts(Alert summary, AlertGroup group, int most, int chars) {
        List<String> texts = new ArrayList<>();
        for (Line line : of(summary, group, most, chars, one -> one.text().length() + 1)) {
            texts.add(line.text());
        }
        return texts;
    }

    private static Line more(int others) {
        return new Line(null, "and " + others + " more");
    }

    private static String line(Alert member) {
        boolean over = member.status() == AlertStatus.RESOLVED;
        String message = FieldLimits.cut(AlertWords.plainMessage(member), MESSAGE_CHARS);
        String end = over ? ", until " + IsoMillis.format(AlertmanagerPayload.endOf(member)) : "";
        return NeutralText.of('[' + member.severity().jsonName() + (over ? ", resolved] " : "] ") + message + ", since "
                + IsoMillis.format(member.startsAt()) + end);
    }
}
