package io.nightjar.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Comma separated values as RFC 4180 says, below a header that names the columns in any order. Confined to one thread. */
final class CsvFormat implements LogFormat {
    private static final byte COMMA = ',';
    private static final byte QUOTE = '"';

    private final LogLines lines;
    private final LogColumns columns;
    private final byte[] header;
    /** What each column means. */
    private final int[] fieldOfColumn;
    /** Where the fields of a line begin and end that has quotes. */
    private int[] starts = new int[16];

    private int[] ends = new int[16];
    private int count;

    private CsvFormat(LogLines lines, LogColumns columns) throws IOException {
        this.lines = lines;
        this.columns = columns;
        header = Arrays.copyOfRange(lines.bytes, lines.start, lines.end);
        byte[] bytes = cut();
        fieldOfColumn = new int[count];
        for (int i = 0; i < count; i++) {
            fieldOfColumn[i] = columns.field(bytes, starts[i], ends[i]);
            for (int j = 0; j < i; j++) {
                if (fieldOfColumn[j] == fieldOfColumn[i] && fieldOfColumn[i] >= 0) {
                    throw new CallLogException("line " + lines.number() + ": the header names the column "
                            + LogFields.shown(bytes, starts[i], ends[i]) + " twice");
                }
            }
        }
    }

    /**
     * The format whose header is the line at which the lines are.
     *
     * @throws CallLogException where that is no header
     */
    static CsvFormat of(LogLines lines, LogColumns columns) throws IOException {
        String shown = LogFields.shown(lines.bytes, lines.start, lines.end);
        CsvFormat format = new CsvFormat(lines, columns);
        boolean series = columns.isSeries() && columns.has(LogFields.TIMESTAMP);
        if (!series && !columns.missing().isEmpty()) {
            String separated = format.count == 1 && (shown.indexOf(';') >= 0 || shown.indexOf('\t') >= 0)
                            || shown.contains("timestamp;")
                            || shown.contains("timestamp\t")
                    ? "; columns are separated by commas, and by nothing else"
                    : "";
            throw new CallLogException("line " + lines.number() + " is no header of a call log: it lacks "
                    + columns.missing() + " (or has timestamp and value alone), and is: " + shown + separated);
        }
        return format;
    }

    @Override
    public @Nullable String split(LogFields fields) throws IOException {
        byte[] bytes = lines.bytes;
        int start = lines.start;
        int end = lines.end;
        if (start == end) {
            return "";
        }
        int column = 0;
        int from = start;
        fields.bytes = bytes;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b == COMMA) {
                put(fields, column++, from, i);
                from = i + 1;
            } else if (b == QUOTE) {
                return splitQuoted(fields);
            }
        }
        put(fields, column++, from, end);
        return checked(column);
    }

    private @Nullable String checked(int columnsSeen) {
        if (columnsSeen == fieldOfColumn.length) {
            return isHeader() ? "" : null;
        }
        boolean blank = columnsSeen == 1 && isBlank();
        return blank ? "" : "has " + columnsSeen + " fields, and the header " + fieldOfColumn.length;
    }

    /** The header once more, of a file that was put behind another. */
    private boolean isHeader() {
        return lines.end - lines.start == header.length
                && lines.bytes[lines.start] == header[0]
                && Arrays.equals(header, 0, header.length, lines.bytes, lines.start, lines.end);
    }

    private boolean isBlank() {
        for (int i = lines.start; i < lines.end; i++) {
            if (lines.bytes[i] != ' ' && lines.bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private void put(LogFields fields, int column, int from, int to) {
        int field = column < fieldOfColumn.length ? fieldOfColumn[column] : LogColumns.UNKNOWN;
        if (field < 0) {
            return;
        }
        int start = from;
        int end = to;
        byte[] bytes = fields.bytes;
        while (start < end && bytes[start] == ' ') {
            start++;
        }
        while (end > start && bytes[end - 1] == ' ') {
            end--;
        }
        fields.starts[field] = start;
        fields.ends[field] = end;
    }

    private @Nullable String splitQuoted(LogFields fields) throws IOException {
        long number = lines.number();
        int length = lines.length();
        byte[] cut = cut();
        if (count < 0) {
            lines.rewind(length, number);
            return "a quote is not closed";
        }
        fields.bytes = cut;
        for (int i = 0; i < count; i++) {
            put(fields, i, starts[i], ends[i]);
        }
        return checked(count);
    }

    /** The fields of the line without their quotes, one behind the other; a count of -1 where a quote is not closed. */
    private byte[] cut() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(lines.end - lines.start);
        count = 0;
        int i = 0;
        int field = 0;
        boolean quoted = false;
        boolean atStart = true;
        while (true) {
            if (lines.start + i >= lines.end) {
                int length = lines.end - lines.start;
                if (!quoted) {
                    add(field, out.size());
                    return out.toByteArray();
                }
                if (!lines.extend()) {
                    count = -1;
                    return out.toByteArray();
                }
                // the line's break is part of the field
                i = Math.min(length, lines.end - lines.start);
                continue;
            }
            byte b = lines.bytes[lines.start + i++];
            if (quoted) {
                if (b != QUOTE) {
                    out.write(b);
                } else if (lines.start + i < lines.end && lines.bytes[lines.start + i] == QUOTE) {
                    out.write(QUOTE);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (b == COMMA) {
                add(field, out.size());
                field = out.size();
                atStart = true;
            } else if (b == QUOTE && atStart) {
                quoted = true;
                atStart = false;
            } else {
                atStart &= b == ' ';
                out.write(b);
            }
        }
    }

    private void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count++] = end;
    }
}
