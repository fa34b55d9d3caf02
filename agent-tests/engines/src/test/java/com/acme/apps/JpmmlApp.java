package com.acme.apps;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jpmml.evaluator.Evaluator;
import org.jpmml.evaluator.EvaluatorUtil;
import org.jpmml.evaluator.LoadingModelEvaluatorBuilder;

/** Evaluates a linear model and a sum of two, written as PMML, and each with a number that is none. */
public final class JpmmlApp {
    private static final String HEAD = """
            <PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4"><Header/><DataDictionary>
            <DataField name="x" optype="continuous" dataType="double"/>
            <DataField name="y" optype="continuous" dataType="double"/></DataDictionary>
            """;
    private static final String SCHEMA =
            "<MiningSchema><MiningField name='x'/><MiningField name='y' usageType='target'/></MiningSchema>";
    private static final String TABLE =
            "<RegressionTable intercept='1'><NumericPredictor name='x' coefficient='2'/></RegressionTable>";
    private static final String LINE =
            "<RegressionModel functionName='regression' modelName='%s'>" + SCHEMA + TABLE + "</RegressionModel>";

    private JpmmlApp() {}

    public static void main(String[] arguments) throws Exception {
        Evaluator line = load(LINE.formatted("line"));
        Evaluator sum = load("<MiningModel functionName='regression' modelName='sum'>" + SCHEMA
                + "<Segmentation multipleModelMethod='sum'>" + segment("first") + segment("second")
                + "</Segmentation></MiningModel>");
        Later.require(line.evaluate(Map.of("x", 3)).get("y").equals(7.0), "seven");
        Later.require(
                EvaluatorUtil.decodeAll(sum.evaluate(Map.of("x", 3))).get("y").equals(14.0), "fourteen");
        Refused.expect(() -> line.evaluate(Map.of("x", "many")));
        Refused.expect(() -> sum.evaluate(Map.of("x", "many")));
        Waiting.untilTold();
    }

    private static String segment(String name) {
        return "<Segment><True/>" + LINE.formatted(name) + "</Segment>";
    }

    private static Evaluator load(String model) throws Exception {
        try (InputStream text = new ByteArrayInputStream((HEAD + model + "</PMML>").getBytes(StandardCharsets.UTF_8))) {
            return new LoadingModelEvaluatorBuilder().load(text).build();
        }
    }
}
