package io.nightjar.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, read leniently: what is absent, or is of another kind than it should be, is null or empty.
 * Immutable.
 */
final class Members {
    private final Map<?, ?> members;

    Members(Map<?, ?> members) {
        this.members = members;
    }

    /** The JSON form of each of these. */
    static <T> List<Object> maps(List<T> items, Function<T, Map<String, @Nullable Object>> form) {
        List<Object> maps = new ArrayList<>();
        for (T item : items) {
            maps.add(form.apply(item));
        }
        return maps;
    }

    /** Puts the value where there is one. */
    static void putKnown(Map<String, @Nullable Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    boolean hasAny(String... names) {
        for (String name : names) {
            if (members.containsKey(name)) {
                return true;
            }
        }
        return false;
    }

    /** A number or flag is read as its text, too. */
    @Nullable
    String text(String name) {
        Object value = members.get(name);
        return value == null ? null : value.toString();
    }

    @Nullable
    Long count(String name) {
        return members.get(name) instanceof Number number ? (Long) number.longValue() : null;
    }

    @Nullable
    Double figure(String name) {
        return members.get(name) instanceof Number number ? (Double) number.doubleValue() : null;
    }

    @Nullable
    Boolean flag(String name) {
        return members.get(name) instanceof Boolean flag ? flag : null;
    }

    Members object(String name) {
        return new Members(members.get(name) instanceof Map<?, ?> object ? object : Map.of());
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (members.get(name) instanceof List<?> items) {
            for (Object item : items) {
                texts.add(String.valueOf(item));
            }
        }
        return texts;
    }

    <T> List<T> objects(String name, Function<Members, T> reader) {
        List<T> objects = new ArrayList<>();
        if (members.get(name) instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> object) {
                    objects.add(reader.apply(new Members(object)));
                }
            }
        }
        return objects;
    }

    /** All members as texts. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            texts.put(String.valueOf(member.getKey()), String.valueOf(member.getValue()));
        }
        return texts;
    }

    /** All members as counts. */
    Map<String, @Nullable Long> counts() {
        Map<String, @Nullable Long> counts = new LinkedHashMap<>();
        for (Object name : members.keySet()) {
            counts.put(String.valueOf(name), count(String.valueOf(name)));
        }
        return counts;
    }

    /** All members as figures. */
    Map<String, @Nullable Double> figures() {
        Map<String, @Nullable Double> figures = new LinkedHashMap<>();
        for (Object name : members.keySet()) {
            figures.put(String.valueOf(name), figure(String.valueOf(name)));
        }
        return figures;
    }
}
