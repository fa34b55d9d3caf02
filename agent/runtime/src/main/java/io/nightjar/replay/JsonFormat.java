package io.nightjar.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One JSON object a line; members that are null are absent. Confined to one thread. */
final class JsonFormat implements LogFormat {
    private static final String[] OF_THE_LIBRARY = {": enable `", " (start marker at"};

    private final JsonFactory factory = new JsonFactory();
    private final LogLines lines;
    private final LogColumns columns;
    private byte[] texts = new byte[1 << 10];
    private int length;

    JsonFormat(LogLines lines, LogColumns columns) {
        this.lines = lines;
        this.columns = columns;
    }

    @Override
    public @Nullable String split(LogFields fields) throws IOException {
        if (lines.start == lines.end) {
            return "";
        }
        fields.clear();
        length = 0;
        try (JsonParser parser = factory.createParser(lines.bytes, lines.start, lines.end - lines.start)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return "";
            }
            if (first != JsonToken.START_OBJECT) {
                return "is no JSON object";
            }
            String name;
            while ((name = parser.nextFieldName()) != null) {
                member(parser, name, fields);
            }
            if (parser.nextToken() != null) {
                return "holds more than one JSON object";
            }
        } catch (JsonProcessingException wrong) {
            return "is no JSON object: " + reason(wrong);
        }
        fields.bytes = texts;
        return null;
    }

    /** What is wrong and where; what the library says of its own settings is left out. */
    private static String reason(JsonProcessingException wrong) {
        String text = wrong.getOriginalMessage();
        for (String end : OF_THE_LIBRARY) {
            int at = text.indexOf(end);
            text = at < 0 ? text : text.substring(0, at);
        }
        return wrong.getLocation() == null
                ? text
                : text + " at character " + wrong.getLocation().getColumnNr();
    }

    private void member(JsonParser parser, String name, LogFields fields) throws IOException {
        JsonToken value = parser.nextToken();
        int field = columns.field(name);
        if (field >= fields.starts.length) {
            fields.grow(columns.count());
        }
        if (value.isStructStart()) {
            parser.skipChildren();
        } else if (field >= 0 && value != JsonToken.VALUE_NULL) {
            fields.starts[field] = length;
            append(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            fields.ends[field] = length;
        }
    }

    private void append(char[] chars, int offset, int count) {
        ensureCapacity(count * 3);
        for (int i = 0; i < count; i++) {
            char c = chars[offset + i];
            if (c > 0x7F) {
                byte[] rest = new String(chars, offset + i, count - i).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(rest, 0, texts, length, rest.length);
                length += rest.length;
                return;
            }
            texts[length++] = (byte) c;
        }
    }

    private void ensureCapacity(int more) {
        if (length + more > texts.length) {
            texts = Arrays.copyOf(texts, Math.max(texts.length * 2, length + more));
        }
    }
}
