"""What the public is told: releases written from figures and approved by a second person."""
