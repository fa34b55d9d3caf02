package com.acme.scoring;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Infers each element of a partition as the next stage asks for it; the first attempt at partition 1 breaks off. */
public final class Infer implements FlatMapFunction<Iterator<String>, String> {
    @Override
    public Iterator<String> call(Iterator<String> partition) {
        return new Inferred(partition);
    }

    private static final class Inferred implements Iterator<String> {
        private final Engine engine = new Engine();
        private final Iterator<String> inputs;

        Inferred(Iterator<String> inputs) {
            this.inputs = inputs;
        }

        @Override
        public boolean hasNext() {
            return inputs.hasNext();
        }

        @Override
        public String next() {
            TaskContext task = TaskContext.get();
            String answer = engine.infer(inputs.next());
            if (task.partitionId() == 1 && task.attemptNumber() == 0) {
                engine.infer("");
            }
            return answer + " of " + task.partitionId();
        }
    }
}
