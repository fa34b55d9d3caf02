/** What an application that uses Jlama and knows nothing of the agent is given: models with random weights. */
package com.acme.apps;
