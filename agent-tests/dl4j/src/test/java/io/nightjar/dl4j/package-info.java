/** What the packaged agent sees of Deeplearning4j. */
package io.nightjar.dl4j;
