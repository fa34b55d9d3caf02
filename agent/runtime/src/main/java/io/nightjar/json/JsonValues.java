package io.nightjar.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nightjar.log.NeutralText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain values to and from JSON tokens. Stateless; thread-safe. */
final class JsonValues {
    private static volatile @Nullable JsonFactory factory;

    private JsonValues() {}

    /**
     * One factory without thread-locals: an application's thread may pass through here. Made when it is wanted, and again
     * where that failed: a static initialiser that fails once for want of memory fails for ever.
     */
    static JsonFactory factory() {
        JsonFactory made = factory;
        if (made == null) {
            made = new JsonFactoryBuilder()
                    .disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();
            factory = made;
        }
        return made;
    }

    static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            writeObject(json, map);
        } else if (value instanceof Iterable<?> items) {
            writeArray(json, items);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            writeNumber(json, number);
        } else {
            json.writeString(NeutralText.lines(value.toString()));
        }
    }

    private static void writeObject(JsonGenerator json, Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            json.writeFieldName(NeutralText.of(String.valueOf(member.getKey())));
            write(json, member.getValue());
        }
        json.writeEndObject();
    }

    private static void writeArray(JsonGenerator json, Iterable<?> items) throws IOException {
        json.writeStartArray();
        for (Object item : items) {
            write(json, item);
        }
        json.writeEndArray();
    }

    private static void writeNumber(JsonGenerator json, Number number) throws IOException {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        } else {
            json.writeNumber(number.longValue());
        }
    }

    /** Reads the one object that the text consists of. */
    static Map<String, @Nullable Object> readObject(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "no JSON object");
        }
        Map<String, @Nullable Object> object = members(parser);
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "text behind the JSON object");
        }
        return object;
    }

    private static Map<String, @Nullable Object> members(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<@Nullable Object> items(JsonParser parser) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw new JsonParseException(parser, "an unexpected " + parser.currentToken());
        };
    }
}
