package com.acme.scoring;

import org.apache.spark.sql.api.java.UDF1;

/** A function of SQL: null for what the engine refuses. */
public final class Score implements UDF1<String, String> {
    private transient Engine engine;

    @Override
    public String call(String input) {
        if (engine == null) {
            engine = new Engine();
        }
        try {
            return engine.infer(input);
        } catch (IllegalArgumentException refused) {
            return null;
        }
    }
}
