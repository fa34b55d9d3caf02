package io.nightjar.benchmark.detection;

import com.amazon.randomcutforest.RandomCutForest;
import io.nightjar.learn.FalseAlarms;
import io.nightjar.learn.LearnSettings;
import io.nightjar.learn.MemoryModel;
import io.nightjar.learn.OperationModel;
import io.nightjar.learn.Signal;
import io.nightjar.record.Totals;
import java.util.EnumSet;
import java.util.Locale;
import java.util.function.Supplier;

/** Prints how many bytes of the heap a model keeps that has seen some minutes: what all of many keep, over how many there are. */
final class SizesMain {
    private static final int SIGNALS = 6;
    private static final int TICKS = 700;
    private static final int MANY = 10_000;
    private static final int SOME = 200;
    private static final int COLLECTIONS = 4;

    private SizesMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        double operation = kept(MANY, SizesMain::operation);
        System.out.printf(
                Locale.ROOT,
                "an operation: %.0f bytes, a series of it: %.0f; a memory: %.0f; a forest, one series: %.0f%n",
                operation,
                operation / SIGNALS,
                kept(MANY, SizesMain::memory),
                kept(SOME, SizesMain::forest));
    }

    private static double kept(int count, Supplier<Object> maker) throws InterruptedException {
        maker.get();
        Object[] all = new Object[count];
        long before = used();
        for (int i = 0; i < count; i++) {
            all[i] = maker.get();
        }
        double each = (double) (used() - before) / count;
        if (all[count - 1] == null) {
            throw new IllegalStateException("nothing was made");
        }
        return each;
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(50);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Object operation() {
        OperationModel model =
                new OperationModel(new LearnSettings(EnumSet.complementOf(EnumSet.of(Signal.MEMORY)), 1, 600));
        double[] evidence = new double[Signal.values().length];
        FalseAlarms.evidence(1, SIGNALS, evidence);
        long[] totals = new long[Totals.COUNT];
        Traffic traffic = new LogNormalTraffic(1, 1);
        Second second = new Second();
        for (int i = 0; i < TICKS; i++) {
            traffic.next(second, Incident.NONE);
            second.addTo(totals);
            model.look(totals, i, 0, evidence);
        }
        return model;
    }

    private static Object memory() {
        MemoryModel model = new MemoryModel(new LearnSettings(EnumSet.of(Signal.MEMORY), 1, 600));
        for (int i = 0; i < TICKS; i++) {
            model.look(i, i % 50, 12);
        }
        return model;
    }

    private static Object forest() {
        RandomCutForest forest = RandomCutForest.builder()
                .dimensions(4)
                .shingleSize(4)
                .internalShinglingEnabled(true)
                .numberOfTrees(50)
                .sampleSize(256)
                .randomSeed(1)
                .build();
        for (int i = 0; i < TICKS; i++) {
            forest.update(new float[] {i % 50});
        }
        return forest;
    }
}
