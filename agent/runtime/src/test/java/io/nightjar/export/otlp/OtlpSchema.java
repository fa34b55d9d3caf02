package io.nightjar.export.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads an {@code ExportMetricsServiceRequest} strictly, by the published protobuf and its JSON mapping: no member that it does not
 * have, numbers of 64 bits as decimal texts, enumerations as numbers, as many counts as bounds and one, and no point twice.
 */
final class OtlpSchema {
    /** One point. */
    record Point(
            Map<String, String> attributes,
            long startNanos,
            long timeNanos,
            double value,
            List<Long> counts,
            List<Double> bounds) {}

    /** One metric with its points. */
    record Family(String name, String kind, String unit, String description, List<Point> points) {
        Point point(Map<String, String> attributes) {
            return points.stream()
                    .filter(point -> point.attributes().equals(attributes))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " has no point of " + attributes + ": " + points));
        }
    }

    final Map<String, String> resource = new LinkedHashMap<>();
    final Map<String, Family> families = new LinkedHashMap<>();

    private OtlpSchema() {}

    static OtlpSchema read(Map<String, Object> request) {
        OtlpSchema schema = new OtlpSchema();
        Map<String, Object> resourceMetrics = only(members(request, Set.of("resourceMetrics")), "resourceMetrics");
        members(resourceMetrics, Set.of("resource", "scopeMetrics", "schemaUrl"));
        Map<String, Object> resource = object(resourceMetrics.get("resource"));
        members(resource, Set.of("attributes", "droppedAttributesCount", "entityRefs"));
        schema.resource.putAll(attributes(resource.get("attributes")));
        Map<String, Object> scopeMetrics = only(resourceMetrics, "scopeMetrics");
        members(scopeMetrics, Set.of("scope", "metrics", "schemaUrl"));
        Map<String, Object> scope = object(scopeMetrics.get("scope"));
        members(scope, Set.of("name", "version", "attributes", "droppedAttributesCount"));
        assertThat(scope.get("name")).isEqualTo("nightjar");
        for (Object metric : list(scopeMetrics.get("metrics"))) {
            Family family = family(object(metric));
            assertThat(schema.families.put(family.name(), family))
                    .as(family.name())
                    .isNull();
        }
        return schema;
    }

    private static Family family(Map<String, Object> metric) {
        Set<String> kinds = Set.of("gauge", "sum", "histogram", "exponentialHistogram", "summary");
        Set<String> known = new HashSet<>(Set.of("name", "description", "unit", "metadata"));
        known.addAll(kinds);
        members(metric, known);
        List<String> kind = metric.keySet().stream().filter(kinds::contains).toList();
        assertThat(kind).as("kinds of %s", metric.get("name")).hasSize(1);
        Map<String, Object> data = object(metric.get(kind.get(0)));
        switch (kind.get(0)) {
            case "gauge" -> members(data, Set.of("dataPoints"));
            case "sum" -> {
                members(data, Set.of("dataPoints", "aggregationTemporality", "isMonotonic"));
                assertThat(data).containsEntry("isMonotonic", true).containsEntry("aggregationTemporality", 2L);
            }
            case "histogram" -> {
                members(data, Set.of("dataPoints", "aggregationTemporality"));
                assertThat(data).containsEntry("aggregationTemporality", 2L);
            }
            default -> throw new AssertionError(kind);
        }
        List<Point> points = new ArrayList<>();
        for (Object point : list(data.get("dataPoints"))) {
            Point read = point(object(point), kind.get(0));
            for (Point other : points) {
                assertThat(other.attributes()).isNotEqualTo(read.attributes());
            }
            points.add(read);
        }
        assertThat(points).as("points of %s", metric.get("name")).isNotEmpty();
        return new Family(
                (String) metric.get("name"),
                kind.get(0),
                (String) metric.getOrDefault("unit", ""),
                (String) metric.get("description"),
                points);
    }

    private static Point point(Map<String, Object> point, String kind) {
        boolean histogram = kind.equals("histogram");
        members(
                point,
                histogram
                        ? Set.of(
                                "attributes",
                                "startTimeUnixNano",
                                "timeUnixNano",
                                "count",
                                "sum",
                                "bucketCounts",
                                "explicitBounds",
                                "exemplars",
                                "flags",
                                "min",
                                "max")
                        : Set.of(
                                "attributes",
                                "startTimeUnixNano",
                                "timeUnixNano",
                                "asDouble",
                                "asInt",
                                "exemplars",
                                "flags"));
        long time = whole(point.get("timeUnixNano"));
        long start = kind.equals("gauge") ? 0 : whole(point.get("startTimeUnixNano"));
        assertThat(time).isGreaterThanOrEqualTo(start).isGreaterThan(1_000_000_000_000_000_000L);
        assertThat(start == 0 || start > 1_000_000_000_000_000_000L).isTrue();
        Map<String, String> attributes = attributes(point.get("attributes"));
        if (!histogram) {
            assertThat(point.containsKey("asInt") ^ point.containsKey("asDouble"))
                    .as("%s", point)
                    .isTrue();
            double value = point.containsKey("asInt") ? whole(point.get("asInt")) : number(point.get("asDouble"));
            assertThat(kind.equals("sum") && value < 0).isFalse();
            return new Point(attributes, start, time, value, List.of(), List.of());
        }
        List<Long> counts = new ArrayList<>();
        list(point.get("bucketCounts")).forEach(count -> counts.add(whole(count)));
        List<Double> bounds = new ArrayList<>();
        list(point.get("explicitBounds")).forEach(bound -> bounds.add(number(bound)));
        assertThat(counts).hasSize(bounds.size() + 1);
        assertThat(bounds).isSorted().doesNotHaveDuplicates();
        assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(whole(point.get("count")));
        return new Point(attributes, start, time, number(point.get("sum")), counts, bounds);
    }

    /** Holds that everything that counts only grew since another request of the same process, and none of it left. */
    void assertFollows(OtlpSchema before) {
        assertThat(resource).isEqualTo(before.resource);
        before.families.forEach((name, family) -> {
            if (family.kind().equals("gauge")) {
                return;
            }
            assertThat(families).containsKey(name);
            for (Point point : family.points()) {
                Point now = families.get(name).point(point.attributes());
                assertThat(now.startNanos()).isEqualTo(point.startNanos());
                assertThat(now.timeNanos()).isGreaterThanOrEqualTo(point.timeNanos());
                assertThat(now.value()).as(name).isGreaterThanOrEqualTo(point.value());
                assertThat(now.bounds()).isEqualTo(point.bounds());
                for (int i = 0; i < point.counts().size(); i++) {
                    assertThat(now.counts().get(i))
                            .isGreaterThanOrEqualTo(point.counts().get(i));
                }
            }
        });
    }

    private static Map<String, String> attributes(Object list) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Object each : list(list)) {
            Map<String, Object> attribute = members(object(each), Set.of("key", "value"));
            Map<String, Object> value = members(
                    object(attribute.get("value")),
                    Set.of(
                            "stringValue",
                            "boolValue",
                            "intValue",
                            "doubleValue",
                            "arrayValue",
                            "kvlistValue",
                            "bytesValue"));
            assertThat(value).hasSize(1).containsKey("stringValue");
            assertThat(attributes.put((String) attribute.get("key"), (String) value.get("stringValue")))
                    .as("twice: %s", attribute)
                    .isNull();
        }
        return attributes;
    }

    private static Map<String, Object> members(Map<String, Object> object, Set<String> known) {
        assertThat(known).as("members that there are").containsAll(object.keySet());
        return object;
    }

    private static Map<String, Object> only(Map<String, Object> parent, String name) {
        List<Object> items = list(parent.get(name));
        assertThat(items).as(name).hasSize(1);
        return object(items.get(0));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        assertThat(value).isInstanceOf(List.class);
        return (List<Object>) value;
    }

    /** A number of 64 bits, which is a text. */
    private static long whole(Object value) {
        assertThat(value).isInstanceOf(String.class);
        assertThat((String) value).matches("-?[0-9]+");
        return Long.parseLong((String) value);
    }

    private static double number(Object value) {
        assertThat(value).isInstanceOf(Number.class);
        return ((Number) value).doubleValue();
    }
}
