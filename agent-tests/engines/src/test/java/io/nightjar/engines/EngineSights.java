package io.nightjar.engines;

import static io.nightjar.kit.Sight.engine;

import io.nightjar.kit.SightsByApp;
import java.util.List;

/** What the presets must see of each application that uses a real engine: this, and no other operation. */
final class EngineSights {
    /** Those whose engine runs outside the JVM's own code. */
    static final List<String> NATIVE = List.of("XgboostApp", "TensorFlowApp", "CatBoostApp");

    static final SightsByApp BY_APP = new SightsByApp();

    static {
        BY_APP.put("XgboostApp", List.of(engine("xgboost4j.predict", 8).failed(2)));
        // It has no inplace_predict.
        BY_APP.putOldest("XgboostApp", List.of(engine("xgboost4j.predict", 6).failed(1)));
        BY_APP.put(
                "TensorFlowApp",
                List.of(
                        engine("tensorflow.run", 4).failed(1),
                        engine("tensorflow.call", 3).failed(1)));
        BY_APP.put("TribuoApp", List.of(engine("tribuo.predict", 10).failed(2).model("forest")));
        // Without the tagger of sequences, which came later.
        BY_APP.putOldest(
                "OldTribuoApp", List.of(engine("tribuo.predict", 8).failed(2).model("forest")));
        BY_APP.put("H2oApp", List.of(engine("h2o.predict", 6).failed(2).model("birds")));
        // Without raw predictions and offsets, which came later.
        BY_APP.putOldest("H2oApp", List.of(engine("h2o.predict", 4).failed(2).model("birds")));
        BY_APP.put("CatBoostApp", List.of(engine("catboost.predict", 6).failed(2)));
        BY_APP.put("JpmmlApp", List.of(engine("jpmml.evaluate", 4).failed(2).model("line")));
        BY_APP.putOldest("JpmmlApp");
        BY_APP.put(
                "SmileApp",
                List.of(
                        engine("smile.classify", 85).failed(1),
                        engine("smile.regress", 42).failed(1)));
        BY_APP.putOldest("SmileApp");
    }

    private EngineSights() {}
}
