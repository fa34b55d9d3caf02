package com.acme.scoring;

import com.acme.spark.SparkApp;

/** An engine of the job's own, in the job's jar. */
public class Engine {
    public String infer(String input) {
        SparkApp.calls(Engine.class.getClassLoader());
        if (input.isEmpty()) {
            throw new IllegalArgumentException("no input");
        }
        return new StringBuilder(input).reverse().toString();
    }
}
