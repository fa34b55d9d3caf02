package com.acme.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/** Infers over the partitions of an RDD, then in a query with a stage that sorts. */
public final class Job implements Function<SparkSession, String[]> {
    @Override
    public String[] apply(SparkSession session) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        JavaRDD<String> inputs = context.parallelize(List.of("Hello", "world", "bird", "night"), 2);
        List<String> lines = new ArrayList<>(inputs.mapPartitions(new Infer()).collect());

        session.udf().register("score", new Score(), DataTypes.StringType);
        session.createDataset(
                        context.parallelize(List.of("one", "two", "", "three", "two"), 2)
                                .rdd(),
                        Encoders.STRING())
                .createOrReplaceTempView("inputs");
        for (Row row : session.sql("select score(value) as scored from inputs")
                .orderBy("scored")
                .collectAsList()) {
            lines.add("scored " + row.get(0));
        }
        return lines.toArray(String[]::new);
    }
}
