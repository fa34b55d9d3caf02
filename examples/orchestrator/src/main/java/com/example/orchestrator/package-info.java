/** A help desk that reads customers' messages and scanned papers with three models, each of them small, real and offline. */
package com.example.orchestrator;
