import Foundation

// Runs the code of the articles. The exit status is 1 if a scenario fails.

let articles: [(name: String, scenarios: [Scenario])] = [
  ("Getting Started", GettingStarted.scenarios),
  ("Handling Errors", HandlingErrors.scenarios),
  ("Waiting and Cancellation", WaitingAndCancellation.scenarios),
  ("Payloads and Buffers", PayloadsAndBuffers.scenarios),
  ("Event Loops", EventLoops.scenarios),
  ("Handing Over Sockets", HandingOverSockets.scenarios),
  ("Multihoming and Failover", MultihomingAndFailover.scenarios),
  ("Signaling Profiles", SignalingProfiles.scenarios),
  ("An AMF with three gNBs", AMFWithGNBs.scenarios),
  ("A Diameter node with 50 peers", DiameterWithPeers.scenarios),
  ("Logging and Metrics", LoggingAndMetrics.scenarios),
  ("Common Pitfalls", CommonPitfalls.scenarios),
  ("Migrating from C", MigratingFromC.scenarios),
  ("Migrating from Go", MigratingFromGo.scenarios),
  ("Long Messages", LongMessages.scenarios),
  ("Security", Security.scenarios),
  ("Documentation comments", DocumentationComments.scenarios),
]

var failures = 0
for article in articles {
  print(article.name)
  for scenario in article.scenarios where await !scenario.succeeds() { failures += 1 }
}
exit(failures == 0 ? 0 : 1)
