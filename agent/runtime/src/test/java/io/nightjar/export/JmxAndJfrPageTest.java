package io.nightjar.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.export.jmx.AgentMXBean;
import io.nightjar.export.jmx.OperationMXBean;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.Name;
import org.junit.jupiter.api.Test;

/** Holds the page on JMX and JFR to what there is. */
class JmxAndJfrPageTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void shouldDocumentEveryAttributeWithItsType() throws IOException {
        List<String> rows = rows();
        Set<String> expected = new TreeSet<>();
        for (Class<?> type : List.of(AgentMXBean.class, OperationMXBean.class)) {
            for (Method getter : type.getDeclaredMethods()) {
                expected.add(getter.getName().substring("get".length()) + " "
                        + getter.getReturnType().getSimpleName());
            }
        }

        Set<String> documented = new TreeSet<>();
        for (String row : rows) {
            List<String> cells = List.of(row.split("\\|"));
            List<String> names = codes(cells.get(1));
            if (!names.isEmpty() && Character.isUpperCase(names.get(0).charAt(0))) {
                names.forEach(
                        name -> documented.add(name + " " + codes(cells.get(2)).get(0)));
            }
        }

        assertThat(documented).isEqualTo(expected);
    }

    @Test
    void shouldDocumentEveryEventWithItsFields() throws Exception {
        List<String> rows = rows();
        Set<String> fields = new TreeSet<>();
        for (String simpleName : List.of("SlowCallEvent", "FailedCallEvent", "AlertEvent")) {
            Class<?> type = Class.forName("io.nightjar.export.jfr." + simpleName);
            List<String> own = new ArrayList<>();
            for (Class<?> part = type; part != jdk.jfr.Event.class; part = part.getSuperclass()) {
                own.addAll(0, fieldsOf(part));
            }
            fields.addAll(own);
            String name = type.getAnnotation(Name.class).value();
            assertThat(rows)
                    .as(name)
                    .filteredOn(row -> row.startsWith("| `" + name + "` |"))
                    .hasSize(1)
                    .allSatisfy(row -> assertThat(codes(row.split("\\|")[3])).isEqualTo(own));
        }

        Set<String> documented = new TreeSet<>();
        for (String row : rows) {
            List<String> names = codes(row.split("\\|")[1]);
            if (!names.isEmpty() && names.get(0).matches("[a-z][A-Za-z]+")) {
                documented.addAll(names);
            }
        }
        assertThat(documented).isEqualTo(fields);
    }

    private static List<String> fieldsOf(Class<?> part) {
        List<String> names = new ArrayList<>();
        for (Field field : part.getDeclaredFields()) {
            // The recorder adds static and hidden fields to the class.
            if (field.isAnnotationPresent(jdk.jfr.Label.class)) {
                names.add(field.getName());
            }
        }
        return names;
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "jmx-and-jfr.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    private static List<String> codes(String cell) {
        List<String> codes = new ArrayList<>();
        Matcher matcher = CODE.matcher(cell);
        while (matcher.find()) {
            codes.add(matcher.group(1));
        }
        return codes;
    }
}
