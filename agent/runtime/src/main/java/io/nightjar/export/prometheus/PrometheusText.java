package io.nightjar.export.prometheus;

import io.nightjar.export.metric.Metric;
import io.nightjar.export.metric.MetricLabels;
import io.nightjar.export.metric.MetricSink;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes metrics in the formats that Prometheus reads. Thread-safe; one at a time.
 *
 * <p>How families, names, labels and bounds are written comes from the library's writers; each is asked once about each family
 * and each set of labels, and what it wrote is kept. From then on only numbers are written anew, which costs neither its time
 * nor its garbage.
 */
public final class PrometheusText {
    private final Consumer<MetricSink> source;
    private final ExpositionFormatWriter labelWriter = TextFormat.PROMETHEUS.writer();
    private final Map<TextFormat, Map<Metric, FamilyTemplate>> families = new EnumMap<>(TextFormat.class);
    private final Map<MetricLabels, byte[]> labelTexts = new IdentityHashMap<>();
    private final TextBuffer buffer = new TextBuffer();
    private Map<String, String> constants = Map.of();

    /** @param source hands over the samples of one look */
    public PrometheusText(Consumer<MetricSink> source) {
        this.source = source;
    }

    /**
     * Writes everything as it is now.
     *
     * @param constantLabels which each sample gets beside its own, unless one of its own has the name
     */
    public synchronized void write(TextFormat format, Map<String, String> constantLabels, OutputStream out)
            throws IOException {
        if (!constants.equals(constantLabels)) {
            constants = Map.copyOf(constantLabels);
            labelTexts.clear();
        }
        buffer.begin(out);
        source.accept(new Lines(families.computeIfAbsent(format, any -> new EnumMap<>(Metric.class)), format));
        buffer.add(format.end());
        buffer.end();
    }

    private byte[] text(MetricLabels labels) {
        byte[] known = labelTexts.get(labels);
        if (known == null) {
            known = FamilyTemplate.labels(all(labels), labelWriter);
            labelTexts.put(labels, known);
        }
        return known;
    }

    /** A sample's own labels, and the constant ones that clash with none of them, nor with what the format needs itself. */
    private Labels all(MetricLabels own) {
        List<String> names = new ArrayList<>(own.names());
        List<String> values = new ArrayList<>(own.values());
        constants.forEach((name, value) -> {
            if (!names.contains(name) && !name.equals("le") && !name.startsWith("__")) {
                names.add(name);
                values.add(value);
            }
        });
        return Labels.of(names, values);
    }

    /** Takes the samples of one look and writes their lines. */
    private final class Lines implements MetricSink {
        private final Map<Metric, FamilyTemplate> templates;
        private final TextFormat format;
        private List<FamilyTemplate.Line> lines = List.of();

        Lines(Map<Metric, FamilyTemplate> templates, TextFormat format) {
            this.templates = templates;
            this.format = format;
        }

        @Override
        public void begin(Metric metric) {
            FamilyTemplate template = templates.get(metric);
            if (template == null) {
                template = FamilyTemplate.of(metric, format.writer());
                templates.put(metric, template);
            }
            buffer.add(template.header());
            lines = template.lines();
        }

        @Override
        public void value(MetricLabels labels, double value) {
            begin(lines.get(0), text(labels));
            buffer.add(value);
            buffer.add('\n');
        }

        @Override
        public void histogram(MetricLabels labels, long[] counts, double sum) {
            byte[] text = text(labels);
            long cumulative = 0;
            int place = 0;
            for (int i = 0; i < lines.size(); i++) {
                FamilyTemplate.Line line = lines.get(i);
                begin(line, text);
                switch (line.role()) {
                    case BUCKET -> {
                        cumulative += counts[place++];
                        buffer.add(cumulative);
                    }
                    case COUNT -> buffer.add(cumulative);
                    default -> buffer.add(sum);
                }
                buffer.add('\n');
            }
        }

        private void begin(FamilyTemplate.Line line, byte[] labels) {
            buffer.add(line.before());
            buffer.add(labels);
            buffer.add(line.after());
        }
    }
}
