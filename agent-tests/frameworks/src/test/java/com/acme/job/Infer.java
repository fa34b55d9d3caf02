package com.acme.job;

import com.acme.engine.Engine;
import com.acme.frames.FlinkApp;
import org.apache.flink.api.common.functions.RichMapFunction;

/** An operator of a job, in the job's own jar. */
public final class Infer extends RichMapFunction<String, String> {
    private transient Engine engine;

    @Override
    public String map(String input) {
        if (engine == null) {
            engine = new Engine();
            FlinkApp.ran(Engine.class.getClassLoader());
        }
        try {
            return print(engine.infer(input));
        } catch (IllegalArgumentException refused) {
            return print("refused: " + refused.getMessage());
        }
    }

    private static String print(String line) {
        System.out.println(line);
        return line;
    }
}
