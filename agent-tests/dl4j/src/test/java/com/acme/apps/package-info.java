/** An application that uses Deeplearning4j and knows nothing of the agent. */
package com.acme.apps;
