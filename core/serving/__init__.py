"""What stands between the network and the doors: who asks, how often, how long, and how it is watched."""
