package io.nightjar.sample.oshi;

import io.nightjar.log.AgentLog;
import io.nightjar.sample.gpu.GpuReading;
import io.nightjar.sample.gpu.GpuSelection;
import io.nightjar.sample.gpu.GpuSnapshot;
import io.nightjar.sample.reading.NotAvailableException;
import io.nightjar.sample.reading.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import oshi.hardware.GpuStats;
import oshi.hardware.GraphicsCard;

/** GPUs on systems other than Linux, by OSHI's statistics where they tell memory. Confined to one thread. */
public final class OshiGpus implements Source<GpuSnapshot> {
    private final List<Card> cards;

    private OshiGpus(List<Card> cards) {
        this.cards = cards;
    }

    public static OshiGpus open(GpuSelection wanted, AgentLog log) throws NotAvailableException {
        List<Card> cards = new ArrayList<>();
        List<GraphicsCard> shown = Oshi.system(log).getHardware().getGraphicsCards();
        for (int index = 0; index < shown.size(); index++) {
            GraphicsCard card = shown.get(index);
            String uuid = card.getDeviceId() + "#" + index;
            if (!wanted.selects(OptionalInt.of(index), uuid, null)) {
                continue;
            }
            GpuStats stats = card.createStatsSession();
            boolean apple = card.getName().toLowerCase(Locale.ROOT).contains("apple");
            if (apple || stats.getVramUsed() >= 0) {
                cards.add(new Card(card, stats, uuid, index, apple));
            } else {
                stats.close();
            }
        }
        if (cards.isEmpty()) {
            throw new NotAvailableException("no GPU here tells its memory");
        }
        return new OshiGpus(cards);
    }

    @Override
    public GpuSnapshot read(long nowNanos) {
        List<GpuReading> readings = new ArrayList<>(cards.size());
        for (Card card : cards) {
            readings.add(card.read());
        }
        return new GpuSnapshot("oshi", Optional.empty(), Optional.empty(), readings, nowNanos, false);
    }

    @Override
    public void close() {
        for (Card card : cards) {
            card.stats.close();
        }
    }

    /** One card and its open session. */
    private record Card(GraphicsCard card, GpuStats stats, String uuid, int index, boolean unified) {
        GpuReading read() {
            long totalBytes = card.getVRam();
            long usedBytes = Math.min(stats.getVramUsed(), totalBytes);
            boolean known = !unified && usedBytes >= 0 && totalBytes > 0;
            double watts = stats.getPowerDraw();
            return new GpuReading(
                    uuid,
                    card.getName(),
                    OptionalInt.of(index),
                    Optional.empty(),
                    Optional.empty(),
                    GpuReading.State.OK,
                    unified,
                    known ? OptionalLong.of(totalBytes) : OptionalLong.empty(),
                    known ? OptionalLong.of(totalBytes - usedBytes) : OptionalLong.empty(),
                    known ? OptionalLong.of(usedBytes) : OptionalLong.empty(),
                    OptionalLong.empty(),
                    known(stats.getGpuUtilization()),
                    OptionalDouble.empty(),
                    known(stats.getTemperature()),
                    watts >= 0 ? OptionalLong.of(Math.round(watts * 1000)) : OptionalLong.empty(),
                    List.of(),
                    List.of());
        }

        /** OSHI says -1 where it does not know. */
        private static OptionalDouble known(double value) {
            return value >= 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
        }
    }
}
