package com.example.orchestrator;

/** A model that tells whether a scanned line of text lies upside down. */
interface OrientationModel {

    /**
     * Looks at one picture.
     *
     * @throws ModelFailure where the model rejects the picture
     */
    Answer.Orientation classify(Picture picture);
}
