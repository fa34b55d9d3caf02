package com.acme.apps;

import hex.ModelCategory;
import hex.genmodel.GenModel;
import hex.genmodel.easy.EasyPredictModelWrapper;
import hex.genmodel.easy.RowData;
import hex.genmodel.easy.exception.PredictException;
import hex.genmodel.easy.prediction.BinomialModelPrediction;

/** Asks a model of H2O's, a class as H2O would have generated, in each of the wrapper's ways, and for what it does not know. */
public final class H2oApp {
    private H2oApp() {}

    public static void main(String[] arguments) throws Exception {
        EasyPredictModelWrapper model = new EasyPredictModelWrapper(new Birds());
        BinomialModelPrediction found = model.predictBinomial(row("night"));
        Later.require(found.label.equals("nightjar"), found.label);
        Later.require(model.predict(row("day")) instanceof BinomialModelPrediction, "what there is");
        if (Newer.has(EasyPredictModelWrapper.class, "predictRaw")) {
            withOffsets(model);
        }
        Refused.expect(() -> model.predictBinomial(row("dusk")));
        Refused.expect(() -> model.predictRegression(row("day")));
        Waiting.untilTold();
    }

    private static void withOffsets(EasyPredictModelWrapper model) throws PredictException {
        model.predictBinomial(row("day"), 0.5);
        Later.require(model.predictRaw(row("night"), 0.0).length == 3, "raw");
    }

    private static RowData row(String time) {
        RowData row = new RowData();
        row.put("time", time);
        return row;
    }

    private static final class Birds extends GenModel {
        private static final String[][] LEVELS = {{"day", "night"}, {"owl", "nightjar"}};

        Birds() {
            super(new String[] {"time", "bird"}, LEVELS, "bird");
        }

        @Override
        public ModelCategory getModelCategory() {
            return ModelCategory.Binomial;
        }

        @Override
        public String getUUID() {
            return "birds";
        }

        @Override
        public boolean isSupervised() {
            return true;
        }

        @Override
        public int nfeatures() {
            return 1;
        }

        @Override
        public int nclasses() {
            return 2;
        }

        @Override
        public double[] score0(double[] row, double offset, double[] chances) {
            return score0(row, chances);
        }

        @Override
        public double[] score0(double[] row, double[] chances) {
            chances[0] = row[0];
            chances[1] = 1 - row[0];
            chances[2] = row[0];
            return chances;
        }
    }
}
